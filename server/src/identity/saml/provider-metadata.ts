import type { SamlProvider } from "../../config/saml.ts";
import {
  attribute,
  childrenNamed,
  isNamed,
  onlyChild,
  parseXml,
  walk,
  type XmlElement,
} from "./xml.ts";

const redirect = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";

/**
 * The provider's settings in its metadata (SAML Metadata, 2.4.3), for `saml({ provider })`. Metadata is trusted as it is:
 * give the text of a file that came from the provider's administrator, not what an address says today. Throws where it
 * is not the metadata of one provider that takes requests by redirect.
 */
export async function readProviderMetadata(xml: string): Promise<SamlProvider> {
  const entity = await parseXml(xml);
  if (!isNamed(entity, "metadata", "EntityDescriptor"))
    throw new Error("not the SAML metadata of one provider");
  const descriptor = onlyChild(entity, "metadata", "IDPSSODescriptor");
  const signInUrl = childrenNamed(descriptor, "metadata", "SingleSignOnService")
    .filter((service) => attribute(service, "Binding") === redirect)
    .map((service) => attribute(service, "Location"))[0];
  if (!signInUrl) throw new Error("the provider takes no requests by HTTP-Redirect");
  return {
    entityId: attribute(entity, "entityID") ?? "",
    signInUrl,
    certificates: childrenNamed(descriptor, "metadata", "KeyDescriptor")
      .filter((key) => attribute(key, "use") !== "encryption")
      .flatMap(certificatesIn),
  };
}

function certificatesIn(key: XmlElement): readonly string[] {
  return [...walk(key)]
    .filter((element) => isNamed(element, "signature", "X509Certificate"))
    .map(({ textContent }) => (textContent ?? "").replaceAll(/\s/g, ""))
    .map((base64) => ["-----BEGIN CERTIFICATE-----", ...lines(base64), "-----END CERTIFICATE-----"])
    .map((pem) => `${pem.join("\n")}\n`);
}

function lines(base64: string): readonly string[] {
  return base64.match(/.{1,64}/g) ?? [];
}
