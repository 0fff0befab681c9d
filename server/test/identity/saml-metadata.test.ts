import { expect, test } from "vitest";
import { saml } from "../../src/config/saml.ts";
import { samlMetadata } from "../../src/identity/saml/own-metadata.ts";
import { readProviderMetadata } from "../../src/identity/saml/provider-metadata.ts";
import { acs, entityId, foreign, own } from "./saml-forging-provider.ts";

const urls = { acs, metadata: entityId };
const provider = {
  entityId: "https://provider.example.org/metadata",
  signInUrl: "https://provider.example.org/sso",
  certificates: [own.certificate, foreign.certificate],
};

const base64 = (pem: string) => pem.replaceAll(/-----[^-]*-----|\s/g, "");

const key = (use: string, pem: string) =>
  `<KeyDescriptor${use}><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>
    ${base64(pem)}
  </X509Certificate></X509Data></KeyInfo></KeyDescriptor>`;

const theirs = `<!-- As an administrator's console exports it. -->
<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${provider.entityId}">
  <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    ${key(' use="signing"', own.certificate)}${key("", foreign.certificate)}${key(' use="encryption"', "AAAA")}
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://provider.example.org/post"/>
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${provider.signInUrl}"/>
  </IDPSSODescriptor>
</EntityDescriptor>`;

test("the provider's metadata says what the config needs, without what it encrypts with", async () => {
  expect(await readProviderMetadata(`<?xml version="1.0"?>\n${theirs}`)).toEqual(provider);
});

test.each<[string, string, RegExp]>([
  ["of several providers", `<EntitiesDescriptor>${theirs}</EntitiesDescriptor>`, /not the SAML/],
  ["of an application", theirs.replaceAll("IDPSSODescriptor", "SPSSODescriptor"), /no IDPSSO/],
  [
    "without a redirect",
    theirs.replaceAll("HTTP-Redirect", "SOAP"),
    /no requests by HTTP-Redirect/,
  ],
  ["with a document type", `<!DOCTYPE x [<!ENTITY y "z">]>${theirs}`, /document type/],
  ["that is none", "https://provider.example.org/metadata", /./],
])("metadata %s is refused", async (_, xml, why) => {
  await expect(readProviderMetadata(xml)).rejects.toThrow(why);
});

test("our metadata says where to answer, that assertions are signed, and no secret", () => {
  const xml = samlMetadata(saml({ provider, signing: own, decryption: foreign }), urls);
  expect(xml).toContain(`entityID="${entityId}"`);
  expect(xml).toContain(
    `Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${acs}"`,
  );
  expect(xml).toContain('WantAssertionsSigned="true"');
  expect(xml).toContain('AuthnRequestsSigned="true"');
  expect(xml.replaceAll(/\s/g, "")).toContain(base64(own.certificate));
  expect(xml.replaceAll(/\s/g, "")).toContain(base64(foreign.certificate));
  expect(xml).not.toContain("PRIVATE");
  expect(xml.replaceAll(/\s/g, "")).not.toContain(base64(own.key).slice(40, 100));
});

test("our metadata promises no signature and takes nothing encrypted without keys", () => {
  const xml = samlMetadata(saml({ provider, entityId: "urn:example:purser" }), urls);
  expect(xml).toContain('entityID="urn:example:purser"');
  expect(xml).toContain('AuthnRequestsSigned="false"');
  expect(xml).not.toContain("KeyDescriptor");
});
