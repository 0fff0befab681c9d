import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { OidcConfig } from "../../src/config/identity.ts";
import { isRefusal } from "../../src/contract/index.ts";
import { connectOidc } from "../../src/identity/oidc.ts";
import type { IdentityProvider, Recheck } from "../../src/identity/provider.ts";
import { type BehavingProvider, startBehavingProvider } from "./behaving-provider.ts";
import {
  type Claims,
  type ForgingProvider,
  forgeries,
  signToken,
  startForgingProvider,
} from "./forging-provider.ts";

const redirectUri = "http://localhost:4000/auth/callback";
const start = Math.floor(Date.now() / 1000);
let real: BehavingProvider;
let forger: ForgingProvider;
/** What the real provider says of everybody; undefined where the account is gone. */
let told: Claims | undefined;
let honest: Claims;

beforeAll(async () => {
  forger = await startForgingProvider();
  real = await startBehavingProvider({
    redirectUri,
    login: () => ({ accountId: "ada" }),
    claims: () => told,
    configuration: { claims: { openid: ["sub", "groups"] }, rotateRefreshToken: true },
  });
});

afterAll(async () => {
  await real.stop();
  await forger.stop();
});

beforeEach(() => {
  told = { groups: ["staff"] };
  honest = { iss: forger.issuer, sub: "ada", aud: "purser", iat: start, exp: start + 600 };
});

afterEach(() => forger.heal());

const connect = (issuer: string, change: Partial<OidcConfig> = {}): IdentityProvider =>
  connectOidc(
    {
      kind: "oidc",
      issuer,
      clientId: "purser",
      clientSecret: "only for this test",
      allowInsecureIssuer: true,
      ...change,
    },
    redirectUri,
  );

async function signIn(provider: IdentityProvider): Promise<string> {
  const request = await provider.begin({ fresh: false });
  if (isRefusal(request)) throw request.cause;
  const { searchParams } = await real.visit(request.url);
  const answer = await provider.finish(searchParams, request.secrets, { fresh: false });
  if (isRefusal(answer)) throw answer.cause;
  return answer.refreshToken ?? "";
}

async function recheck(provider: IdentityProvider, token: string): Promise<Recheck> {
  if (provider.recheck === null) throw new Error("the provider cannot be asked");
  return provider.recheck(token);
}

/** What a forged answer makes of a token of Ada's. */
async function recheckForged(change: Partial<OidcConfig> = {}): Promise<Recheck> {
  return recheck(connect(forger.issuer, change), JSON.stringify(["ada", "refresh"]));
}

test("whoever is still there is, with the groups of now and another token", async () => {
  const provider = connect(real.issuer);
  const first = await signIn(provider);
  told = { groups: ["staff", "admins"] };
  const second = await recheck(provider, first);
  expect(second).toMatchObject({ state: "here", groups: ["staff", "admins"] });
  const token = second.state === "here" ? second.refreshToken : "";
  expect(token).not.toBe(first);
  told = {};
  expect(await recheck(provider, token)).toMatchObject({ state: "here", groups: null });
  // It was given away for the next one.
  expect(await recheck(provider, first)).toMatchObject({ state: "gone" });
});

test("whoever is gone at the provider is gone", async () => {
  const provider = connect(real.issuer);
  const token = await signIn(provider);
  told = undefined;
  expect(await recheck(provider, token)).toMatchObject({ state: "gone" });
});

test("a provider that cannot be asked says nothing of anybody", async () => {
  const { issuer } = real;
  const wrongSecret = connect(issuer, { clientSecret: "another" });
  const token = await signIn(connect(issuer));
  expect(await recheck(wrongSecret, token)).toMatchObject({ state: "unknown" });
  expect(await recheck(connect("http://127.0.0.1:1"), token)).toMatchObject({ state: "unknown" });
  expect(await recheck(connect(issuer), token)).toMatchObject({ state: "here" });
});

test.each<[number, unknown, Recheck["state"]]>([
  [400, { error: "invalid_grant" }, "gone"],
  [400, { error: "interaction_required" }, "gone"],
  [403, { error: "access_denied" }, "gone"],
  [400, { error: "invalid_client" }, "unknown"],
  [400, { error: "unauthorized_client" }, "unknown"],
  [400, { error: "invalid_scope" }, "unknown"],
  [429, { error: "invalid_grant" }, "unknown"],
  [500, { error: "invalid_grant" }, "unknown"],
  [503, {}, "unknown"],
  [404, {}, "unknown"],
  [200, {}, "unknown"],
  [200, { access_token: 1 }, "unknown"],
  [200, { access_token: "a", token_type: "Bearer" }, "here"],
])("an answer of %s %j: %s", async (status, body, state) => {
  forger.answer("/token", { status, body });
  expect(await recheckForged()).toMatchObject({ state });
});

test.each<[string, Claims, Recheck["state"]]>([
  ["the same person", {}, "here"],
  ["somebody else", { sub: "eve" }, "gone"],
  ["the same name at another issuer", { iss: "https://elsewhere.example" }, "gone"],
  ["another client", { aud: "another client" }, "gone"],
])("an answer about %s: %s", async (_, change, state) => {
  forger.say(signToken({ ...honest, ...change }));
  expect(await recheckForged()).toMatchObject({ state });
});

test.each(Object.entries(forgeries))("%s: says nothing", async (_, forge) => {
  forger.say(forge({ ...honest, groups: ["admins"] }));
  expect(await recheckForged()).toMatchObject({ state: "unknown" });
});

test.each<[string, Claims, Partial<OidcConfig>, readonly string[] | null]>([
  ["none", {}, {}, null],
  ["an empty list", { groups: [] }, {}, []],
  ["what is no list", { groups: "a" }, {}, []],
  ["too many", { groups: [], _claim_names: { groups: "src1" } }, {}, null],
  ["none, where the config tells them", {}, { members: { staff: ["ada"] } }, ["staff"]],
  ["some, beside the config's", { groups: ["a"] }, { members: { staff: ["ada"] } }, ["a", "staff"]],
])("groups of a refreshed token that has %s", async (_, change, config, groups) => {
  forger.say(signToken({ ...honest, ...change }));
  expect(await recheckForged(config)).toMatchObject({ state: "here", groups });
});
