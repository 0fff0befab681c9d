import { expect, test } from "vitest";
import { checkConfig } from "../../src/config/check.ts";
import { type SamlConfig, saml } from "../../src/config/saml.ts";
import { foreign, own, twoFactorContext } from "../identity/saml-forging-provider.ts";
import { makeKeyPair } from "../identity/saml-key-pair.ts";

const provider = {
  entityId: "https://provider.example.org/metadata",
  signInUrl: "https://provider.example.org/sso",
  certificates: [own.certificate],
};
const sound = saml({ provider });

const problemsOf = (identity: unknown) =>
  checkConfig({
    name: "Test",
    origin: "http://localhost:4000",
    database: { url: "postgres://purser@localhost/app" },
    identity,
    secret: "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    roles: { viewer: { groups: ["staff"] } },
    resources: {},
  }).map(({ id, path }) => `${id} ${path}`);

test("a sound config has no problem, whatever optional it uses", () => {
  expect(problemsOf(sound)).toEqual([]);
  const full: Required<SamlConfig> = {
    ...sound,
    entityId: "urn:example:purser",
    label: "Provider",
    attributes: { name: "cn", email: "mail", groups: "memberOf" },
    claims: ["region"],
    secondFactor: { contexts: [twoFactorContext], attributes: { amr: "mfa" } },
    freshness: "read",
    signing: own,
    decryption: foreign,
  };
  expect(problemsOf(full)).toEqual([]);
});

test.each<[string, object, string]>([
  ["no provider", { provider: undefined }, "missing_setting identity.provider"],
  [
    "an entity id that is a sentence",
    { provider: { ...provider, entityId: "our provider" } },
    "bad_entity_id identity.provider.entityId",
  ],
  [
    "a provider over plain http",
    { provider: { ...provider, signInUrl: "http://provider.example.org/sso" } },
    "bad_sign_in_url identity.provider.signInUrl",
  ],
  [
    "a script to sign in at",
    { provider: { ...provider, signInUrl: "javascript:alert(1)" } },
    "bad_sign_in_url identity.provider.signInUrl",
  ],
  [
    "no certificate",
    { provider: { ...provider, certificates: [] } },
    "no_saml_certificate identity.provider.certificates",
  ],
  [
    "a key for a certificate",
    { provider: { ...provider, certificates: [own.key] } },
    "bad_saml_certificate identity.provider.certificates[0]",
  ],
  [
    "a key of somebody else's certificate",
    { signing: { key: foreign.key, certificate: own.certificate } },
    "bad_saml_key identity.signing",
  ],
  [
    "a second factor that nothing proves",
    { secondFactor: { contexts: [], attributes: { amr: [] } } },
    "no_second_factor_evidence identity.secondFactor",
  ],
  ["a misspelt setting", { certificate: "x" }, "unknown_setting identity.certificate"],
])("%s is a problem", (_, change, problem) => {
  expect(problemsOf({ ...sound, ...change })).toContain(problem);
});

test.each(["rsa:1024", "ed25519"])("a certificate of %s is a problem", async (algorithm) => {
  const { certificate } = await makeKeyPair(algorithm);
  expect(problemsOf({ ...sound, provider: { ...provider, certificates: [certificate] } })).toEqual([
    "bad_saml_certificate identity.provider.certificates[0]",
  ]);
});
