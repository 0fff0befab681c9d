import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { checkConfig } from "../../src/config/check.ts";
import type { PurserConfig } from "../../src/config/config.ts";
import { type OidcConfig, oidc } from "../../src/config/identity.ts";
import { auth0, entra, google, keycloak, okta } from "../../src/config/identity-presets.ts";

const client = { clientId: "purser", clientSecret: "s" };
const url = "https://id.example.com/";
const plain = { issuer: "https://issuer.test/tenant", ...client };
const key = generateKeyPairSync("ed25519")
  .privateKey.export({ format: "pem", type: "pkcs8" })
  .toString();

function problems(identity: unknown, rest: Partial<PurserConfig> = {}): readonly string[] {
  const config = {
    name: "Back office",
    origin: "http://localhost:4000",
    database: { url: "postgres://purser:secret@localhost:5432/app" },
    secret: Buffer.alloc(32, 1).toString("base64"),
    roles: { viewer: { groups: ["staff"] } },
    resources: {},
    ...rest,
    identity,
  };
  return checkConfig(config).map(({ id, path }) => `${id} ${path}`);
}

test.each<[OidcConfig, string, boolean]>([
  [okta({ ...client, domain: "example.okta.com" }), "https://example.okta.com", true],
  [okta({ ...client, domain: "https://example.okta.com/" }), "https://example.okta.com", true],
  [
    okta({ ...client, domain: "example.okta.com", authorizationServer: "default" }),
    "https://example.okta.com/oauth2/default",
    true,
  ],
  [google({ ...client, hostedDomain: "example.com" }), "https://accounts.google.com", true],
  [
    auth0({ ...client, domain: "example.eu.auth0.com", groupsClaim: "https://example.com/groups" }),
    "https://example.eu.auth0.com/",
    true,
  ],
  [
    keycloak({ ...client, url, realm: "staff", secondFactor: ["gold"] }),
    "https://id.example.com/realms/staff",
    true,
  ],
  [keycloak({ ...client, url, realm: "staff" }), "https://id.example.com/realms/staff", false],
  [
    entra({ ...client, tenantId: "0f1e", authenticationContext: "c1" }),
    "https://login.microsoftonline.com/0f1e/v2.0",
    true,
  ],
  [entra({ ...client, tenantId: "0f1e" }), "https://login.microsoftonline.com/0f1e/v2.0", false],
])("a preset is a sound config, with the provider's issuer", (config, issuer, provesTwo) => {
  expect(problems(config)).toEqual([]);
  expect(config.issuer).toBe(issuer);
  // Where passkeys are off, the provider alone has to prove them.
  expect(problems(config, { passkeys: false })).toEqual(
    provesTwo ? [] : ["no_second_factor identity.secondFactor"],
  );
});

test("what a preset knows can be told otherwise, but for what it verifies", () => {
  const config = okta({
    ...client,
    domain: "example.okta.com",
    label: "Acme",
    scope: "openid",
    groupsClaim: "teams",
  });
  expect(config).toMatchObject({ label: "Acme", scope: "openid", groupsClaim: "teams" });
  expect(config.secondFactor).toEqual({ required: { acr: expect.arrayContaining(["phrh"]) } });
});

test("Okta is proven the client's key in its own way", () => {
  const config = okta({ clientId: "purser", privateKey: { key }, domain: "example.okta.com" });
  expect(config.privateKey).toEqual({ key, audience: "token_endpoint" });
  expect(problems(config)).toEqual([]);
});

test.each<[unknown, string]>([
  [{ ...plain, privateKey: { key } }, "two_credentials identity"],
  [{ ...plain, clientSecret: undefined }, "missing_setting identity.clientSecret"],
  [{ ...plain, privateKey: { key: "key.pem" } }, "bad_private_key identity.privateKey"],
  [{ ...plain, secondFactor: {} }, "empty_rule identity.secondFactor"],
  [{ ...plain, secondFactor: { required: {} } }, "empty_rule identity.secondFactor"],
  [{ ...plain, secondFactor: { included: { amr: [] } } }, "empty_rule identity.secondFactor"],
  [
    { ...plain, demanded: { required: { hd: "" } } },
    "bad_claim_value identity.demanded.required.hd",
  ],
  [
    { ...plain, secondFactor: { required: { acr: 2 } } },
    "bad_claim_value identity.secondFactor.required.acr",
  ],
  [
    { ...plain, secondFactor: { require: { acr: "2" } } },
    "unknown_setting identity.secondFactor.require",
  ],
  [{ ...plain, secondFactor: { required: { acr: "0" } } }, "zero_acr identity.secondFactor"],
  [
    keycloak({ ...client, url, realm: "r", secondFactor: ["gold", "0"] }),
    "zero_acr identity.secondFactor",
  ],
  [entra({ ...client, tenantId: "common" }), "many_tenants identity.issuer"],
  [entra({ ...client, tenantId: "organizations" }), "many_tenants identity.issuer"],
  [
    { ...plain, authorization: { response_mode: "fragment" } },
    "reserved_parameter identity.authorization",
  ],
  [{ ...plain, authorization: { max_age: "1" } }, "reserved_parameter identity.authorization"],
  [{ ...plain, freshness: "always" }, "unknown_value identity.freshness"],
  [{ ...plain, members: { staff: "ada" } }, "wrong_type identity.members.staff"],
])("%j is %s", (identity, problem) => {
  expect(problems({ kind: "oidc", ...Object(identity) })).toContain(problem);
});

test("with passkeys off and nothing that proves a second factor, nobody could get in", () => {
  const hint = /secondFactor.*passkeys/s;
  expect(problems(oidc(plain), { passkeys: false })).toEqual([
    "no_second_factor identity.secondFactor",
  ]);
  const [problem] = checkConfig({ identity: oidc(plain), passkeys: false }).filter(
    ({ id }) => id === "no_second_factor",
  );
  expect(problem?.hint).toMatch(hint);
  expect(problems(oidc(plain))).toEqual([]);
});
