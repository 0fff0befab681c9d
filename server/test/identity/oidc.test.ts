import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { OidcConfig } from "../../src/config/identity.ts";
import { isRefusal } from "../../src/contract/index.ts";
import { connectOidc } from "../../src/identity/oidc.ts";
import type { IdentityProvider, SignInSecrets } from "../../src/identity/provider.ts";
import {
  type Claims,
  type ForgingProvider,
  forgeries,
  keySets,
  signToken,
  signUnlisted,
  signWithRotatedKey,
  startForgingProvider,
} from "./forging-provider.ts";

const redirectUri = "http://localhost:4000/auth/callback";
const start = Math.floor(Date.now() / 1000);
let forger: ForgingProvider;
let config: OidcConfig;
let provider: IdentityProvider;
let secrets: SignInSecrets;
let honest: Claims;

beforeAll(async () => {
  forger = await startForgingProvider();
  config = {
    kind: "oidc",
    issuer: forger.issuer,
    clientId: "purser",
    clientSecret: "s",
    secondFactor: { required: { acr: ["gold", "platinum"] } },
    allowInsecureIssuer: true,
  };
  provider = connectOidc(config, redirectUri);
});

afterAll(() => forger.stop());
afterEach(() => forger.heal());

beforeEach(async () => {
  secrets = await begin(provider);
  honest = {
    iss: forger.issuer,
    sub: "ada",
    aud: "purser",
    iat: start,
    exp: start + 600,
    nonce: secrets.nonce,
    auth_time: start,
    acr: "gold",
  };
});

async function begin(from: IdentityProvider, fresh = false): Promise<SignInSecrets> {
  const request = await from.begin({ fresh });
  if (isRefusal(request)) throw request.cause;
  return request.secrets;
}

function finish(idToken: string | undefined, { from = provider, fresh = false } = {}) {
  forger.say(idToken);
  const answer = new URLSearchParams({ code: "any", state: secrets.state ?? "" });
  return from.finish(answer, secrets, { fresh });
}

test("an honest token is accepted", async () => {
  expect(await finish(signToken({ ...honest, sid: "s-1" }))).toEqual({
    identity: {
      issuer: forger.issuer,
      subject: "ada",
      name: "ada",
      email: null,
      groups: [],
      claims: {},
    },
    secondFactor: true,
    authenticatedAt: start,
    evidence: { acr: "gold", auth_time: start },
    providerSession: "s-1",
    refreshToken: JSON.stringify(["ada", "refresh"]),
  });
});

test.each(Object.entries(forgeries))("%s: refused", async (_, forge) => {
  expect(await finish(forge(honest))).toMatchObject({ refused: "sign_in_failed" });
});

test.each<[string, Claims]>([
  ["another issuer", { iss: "https://elsewhere.example" }],
  ["another audience", { aud: "another client" }],
  ["several audiences without azp", { aud: ["purser", "another client"] }],
  [
    "several audiences, issued to another",
    { aud: ["purser", "another client"], azp: "another client" },
  ],
  ["this audience, issued to another", { azp: "another client" }],
  ["no subject", { sub: undefined }],
  ["another nonce", { nonce: "another" }],
  ["no nonce", { nonce: undefined }],
  ["expired", { exp: start - 60 }],
  ["without expiry", { exp: undefined }],
  ["not valid yet", { nbf: start + 600 }],
  ["a time of authentication as text", { auth_time: String(start) }],
  ["a time of authentication in the future", { auth_time: start + 600 }],
  ["a time of authentication between seconds", { auth_time: start - 0.5 }],
])("a token with a signature but with %s is refused", async (_, change) => {
  expect(await finish(signToken({ ...honest, ...change }))).toMatchObject({
    refused: "sign_in_failed",
  });
});

test.each<[string, (answer: URLSearchParams) => void]>([
  ["to another browser's question", (answer) => answer.set("state", "another")],
  ["to no question", (answer) => answer.delete("state")],
  ["that is an error", (answer) => answer.set("error", "access_denied")],
])("an answer %s is refused", async (_, change) => {
  forger.say(signToken(honest));
  const answer = new URLSearchParams({ code: "any", state: secrets.state ?? "" });
  change(answer);
  expect(await provider.finish(answer, secrets, { fresh: false })).toMatchObject({
    refused: "sign_in_failed",
  });
});

test("an answer without any id_token is refused", async () => {
  expect(await finish(undefined)).toMatchObject({ refused: "sign_in_failed" });
});

test.each<[string, Claims, boolean]>([
  ["the level", {}, true],
  ["another accepted level", { acr: "platinum" }, true],
  ["a lower level", { acr: "silver" }, false],
  ["no level", { acr: undefined }, false],
  ["the level in a list", { acr: ["gold"] }, false],
  ["only a password", { acr: undefined, amr: ["pwd"] }, false],
  ["a method that the rule does not name", { acr: undefined, amr: ["pwd", "mfa"] }, false],
])("%s: two factors or one", async (_, change, secondFactor) => {
  expect(await finish(signToken({ ...honest, ...change }))).toMatchObject({ secondFactor });
});

test("without a rule nothing proves a second factor", async () => {
  const { secondFactor: _, ...rest } = config;
  const from = connectOidc(rest, redirectUri);
  const claims = { ...honest, amr: ["pwd", "mfa"] };
  expect(await finish(signToken(claims), { from })).toMatchObject({ secondFactor: false });
});

test.each<[string, Claims, string | undefined]>([
  ["a moment ago", {}, undefined],
  ["within a minute of the clocks", { auth_time: start - 50 }, undefined],
  ["before", { auth_time: start - 90 }, "not_fresh"],
  ["at a time that is not told", { auth_time: undefined }, "not_fresh"],
])("where somebody has to prove it anew, one who did %s", async (_, change, refused) => {
  const answer = await finish(signToken({ ...honest, ...change }), { fresh: true });
  expect(isRefusal(answer) ? answer.refused : undefined).toBe(refused);
});

test("an attempt whose beginning is not known is never fresh", async () => {
  const { begunAt: _, ...rest } = secrets;
  secrets = rest;
  expect(await finish(signToken(honest), { fresh: true })).toMatchObject({ refused: "not_fresh" });
});

test("an ordinary sign-in may be old, or say nothing of it", async () => {
  const of = (auth_time: unknown) => finish(signToken({ ...honest, auth_time }));
  expect(await of(start - 90)).toMatchObject({ authenticatedAt: start - 90 });
  expect(await of(undefined)).toMatchObject({ authenticatedAt: null });
});

test.each<[OidcConfig["freshness"], boolean, { [name: string]: string | null }]>([
  ["forced", true, { max_age: "0", prompt: "login" }],
  ["forced", false, { max_age: "43200", prompt: "consent" }],
  ["read", true, { max_age: null, prompt: "consent" }],
])("freshness %s, fresh %s: asked for by %o", async (freshness = "forced", fresh, parameters) => {
  const authorization = { prompt: "consent" };
  const asking = connectOidc({ ...config, freshness, authorization }, redirectUri);
  const request = await asking.begin({ fresh });
  if (isRefusal(request)) throw request.cause;
  for (const [name, value] of Object.entries(parameters))
    expect(request.url.searchParams.get(name)).toBe(value);
});

test("a provider that cannot tell how fresh a sign-in is, is not asked for a fresh one", async () => {
  const blind = connectOidc({ ...config, freshness: "unknown" }, redirectUri);
  expect(await blind.begin({ fresh: true })).toMatchObject({ refused: "not_fresh" });
});

test("nothing in the config replaces what the protocol sets", async () => {
  const authorization = { state: "x", nonce: "x", code_challenge_method: "plain", scope: "x" };
  const request = await connectOidc({ ...config, authorization }, redirectUri).begin({
    fresh: false,
  });
  if (isRefusal(request)) throw request.cause;
  for (const [name, value] of Object.entries(authorization))
    expect(request.url.searchParams.getAll(name)).not.toContain(value);
});

test.each<[string, Claims, string | undefined]>([
  ["groups", { groups: ["a"] }, undefined],
  ["groups", {}, undefined],
  ["groups", { _claim_names: { groups: "src1" } }, "too_many_groups"],
  ["groups", { groups: [], _claim_names: { groups: "src1" } }, "too_many_groups"],
  ["groups", { hasgroups: true }, "too_many_groups"],
  ["groups", { _claim_names: { address: "src1" } }, undefined],
  ["resource.groups", { _claim_names: { resource: "src1" } }, "too_many_groups"],
  ["roles", { roles: ["a"], _claim_names: { groups: "src1" }, hasgroups: true }, undefined],
])("the groups in %s of %j", async (groupsClaim, change, refused) => {
  const from = connectOidc({ ...config, groupsClaim }, redirectUri);
  const answer = await finish(signToken({ ...honest, ...change }), { from });
  expect(isRefusal(answer) ? answer.refused : undefined).toBe(refused);
});

test.each<[string, Claims, string | undefined]>([
  ["the domain", { hd: "example.com" }, undefined],
  ["another domain", { hd: "elsewhere.example" }, "sign_in_failed"],
  ["no domain", {}, "sign_in_failed"],
  ["the domain in a list", { hd: ["example.com"] }, "sign_in_failed"],
])("where a domain is demanded, %s", async (_, change, refused) => {
  const demanded = { required: { hd: "example.com" } };
  const from = connectOidc({ ...config, demanded }, redirectUri);
  const answer = await finish(signToken({ ...honest, ...change }), { from });
  expect(isRefusal(answer) ? answer.refused : undefined).toBe(refused);
});

test("a token that is signed in a way that the provider does not list is refused", async () => {
  forger.answer("/keys", { body: keySets.versatile });
  const from = connectOidc(config, redirectUri);
  expect(await finish(signUnlisted(honest), { from })).toMatchObject({
    refused: "sign_in_failed",
  });
  expect(await finish(signToken(honest), { from })).toMatchObject({ secondFactor: true });
});

test("a key that the provider has changed to a moment ago is fetched", async () => {
  expect(await finish(signToken(honest))).toMatchObject({ secondFactor: true });
  forger.answer("/keys", { body: keySets.rotated });
  expect(await finish(signWithRotatedKey(honest))).toMatchObject({ secondFactor: true });
  expect(await finish(signToken(honest))).toMatchObject({ refused: "sign_in_failed" });
});

test.each([
  ["its token endpoint fails", "/token", { status: 500, body: {} }],
  ["its token endpoint is overloaded", "/token", { status: 429, body: { error: "slow_down" } }],
  ["its keys cannot be had", "/keys", { status: 503, body: {} }],
  ["its keys are none", "/keys", { status: 200, body: { hello: "world" } }],
])("while %s nobody signs in, and then again", async (_, path, reply) => {
  const from = connectOidc(config, redirectUri);
  secrets = await begin(from);
  const token = signToken({ ...honest, nonce: secrets.nonce });
  forger.answer(path, reply);
  expect(await finish(token, { from })).toMatchObject({ refused: "identity_unavailable" });
  forger.heal();
  expect(await finish(token, { from })).toMatchObject({ secondFactor: true });
});

test("a provider that does not answer is given up after five seconds", async () => {
  forger.answer("/token", null);
  expect(await finish(signToken(honest))).toMatchObject({ refused: "identity_unavailable" });
}, 8_000);

test.each<[string, Claims]>([
  ["is of another issuer", { issuer: "https://elsewhere.example" }],
  ["names no keys", { jwks_uri: undefined }],
  ["has its keys in the address itself", { jwks_uri: 'data:application/json,{"keys":[]}' }],
  ["signs with nothing but a shared secret", { id_token_signing_alg_values_supported: ["HS256"] }],
])("metadata that %s: no sign-in begins, until they are right", async (_, change) => {
  const from = connectOidc(config, redirectUri);
  const path = "/.well-known/openid-configuration";
  forger.answer(path, { body: { ...forger.metadata(), ...change } });
  expect(await from.begin({ fresh: false })).toMatchObject({ refused: "identity_unavailable" });
  forger.heal();
  expect(await from.begin({ fresh: false })).toMatchObject({ secrets: {} });
});

test.each<[string, string | undefined, string | null]>([
  ["one", "http://id.example/end?tenant=1", "http://id.example/end?tenant=1&client_id=purser"],
  ["none", undefined, null],
  ["one that is a script", "javascript:alert(1)", null],
  ["one that is no address", "end", null],
])("of metadata with %s, where the provider's own session ends", async (_, endpoint, address) => {
  const metadata = { ...forger.metadata(), end_session_endpoint: endpoint };
  forger.answer("/.well-known/openid-configuration", { body: metadata });
  expect(await connectOidc(config, redirectUri).findLogout()).toBe(address);
});

test("where a provider's own session ends is not known while it does not answer", async () => {
  forger.answer("/.well-known/openid-configuration", { body: {} });
  expect(await connectOidc(config, redirectUri).findLogout()).toBeNull();
});

test("an issuer over plain http is not spoken to unless that is allowed", async () => {
  const strict = connectOidc(
    { kind: "oidc", issuer: forger.issuer, clientId: "purser" },
    redirectUri,
  );
  expect(await strict.begin({ fresh: false })).toMatchObject({ refused: "identity_unavailable" });
});
