import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { connectOidc } from "../../src/identity/oidc.ts";
import type { IdentityProvider } from "../../src/identity/provider.ts";
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

const now = Math.floor(Date.now() / 1000);
const event = "http://schemas.openid.net/event/backchannel-logout";
const typed = { alg: "RS256", kid: "own", typ: "logout+jwt" };
let forger: ForgingProvider;
let provider: IdentityProvider;
let honest: Claims;

beforeAll(async () => {
  forger = await startForgingProvider();
  provider = connect();
  honest = {
    iss: forger.issuer,
    aud: "purser",
    sub: "ada",
    sid: "s-1",
    iat: now,
    exp: now + 120,
    jti: "notice-1",
    events: { [event]: {} },
  };
});

afterAll(() => forger.stop());
afterEach(() => forger.heal());

function connect(): IdentityProvider {
  const { issuer } = forger;
  return connectOidc(
    { kind: "oidc", issuer, clientId: "purser", allowInsecureIssuer: true },
    "http://localhost:4000/auth/callback",
  );
}

const read = (token: string) => provider.readLogoutToken?.(token);

test.each<[string, Claims, Claims]>([
  ["person and session", {}, { subject: "ada", providerSession: "s-1" }],
  ["a person", { sid: undefined }, { subject: "ada", providerSession: null }],
  ["a session", { sub: undefined }, { subject: null, providerSession: "s-1" }],
])("a logout token about %s is read", async (_, change, about) => {
  expect(await read(signToken({ ...honest, ...change }, typed))).toEqual({
    issuer: forger.issuer,
    id: "notice-1",
    expiresAt: now + 180,
    ...about,
  });
});

test.each<[string, Claims]>([
  ["neither person nor session", { sub: undefined, sid: undefined }],
  ["an empty person", { sub: "" }],
  ["a session that is no text", { sid: 5 }],
  ["a nonce", { nonce: "n" }],
  ["a nonce that is nothing", { nonce: null }],
  ["no events", { events: undefined }],
  ["another event", { events: { "http://schemas.openid.net/event/other": {} } }],
  ["events in a list", { events: [event] }],
  ["an event that is no object", { events: { [event]: true } }],
  ["no id", { jti: undefined }],
  ["an empty id", { jti: "" }],
  ["another issuer", { iss: "https://elsewhere.example" }],
  ["no issuer", { iss: undefined }],
  ["another audience", { aud: "another client" }],
  ["no audience", { aud: undefined }],
  ["no time", { iat: undefined }],
  ["a time in the future", { iat: now + 300, exp: now + 400 }],
  ["a time long ago", { iat: now - 3600, exp: now + 60 }],
  ["no end", { exp: undefined }],
  ["an end that has passed", { iat: now - 300, exp: now - 120 }],
  ["an end a day away", { exp: now + 86_400 }],
  ["more in it than anybody has to say", { padding: "x".repeat(20_000) }],
])("a logout token with %s is refused", async (_, change) => {
  expect(await read(signToken({ ...honest, ...change }, typed))).toMatchObject({
    refused: "sign_in_failed",
  });
});

test.each<[string, Claims]>([
  ["no type", { alg: "RS256", kid: "own" }],
  ["the type of any token", { ...typed, typ: "JWT" }],
  ["the type of an access token", { ...typed, typ: "at+jwt" }],
  ["an extension that nobody knows", { ...typed, crit: ["x"], x: 1 }],
])("a logout token of %s is refused", async (_, header) => {
  expect(await read(signToken(honest, header))).toMatchObject({ refused: "sign_in_failed" });
});

test.each(Object.entries(forgeries))("%s: refused", async (_, forge) => {
  expect(await read(forge(honest, { typ: "logout+jwt" }))).toMatchObject({
    refused: "sign_in_failed",
  });
});

test.each(["", "x", "a.b.c", "€.€.€"])("what is no token is refused: %s", async (text) => {
  expect(await read(text)).toMatchObject({ refused: "sign_in_failed" });
});

test("a logout token that is signed in a way that the provider does not list is refused", async () => {
  forger.answer("/keys", { body: keySets.versatile });
  provider = connect();
  expect(await read(signUnlisted(honest, { typ: "logout+jwt" }))).toMatchObject({
    refused: "sign_in_failed",
  });
  expect(await read(signToken(honest, typed))).toMatchObject({ subject: "ada" });
});

test("an id_token is no logout token", async () => {
  const idToken = { ...honest, events: undefined, nonce: "n", auth_time: now };
  expect(await read(signToken(idToken))).toMatchObject({ refused: "sign_in_failed" });
});

test("a stranger's token makes nobody fetch the keys again and again", async () => {
  await read(signToken(honest, typed));
  forger.answer("/keys", { body: keySets.rotated });
  // Would be good if they were fetched.
  expect(await read(signWithRotatedKey(honest, typed))).toMatchObject({
    refused: "sign_in_failed",
  });
});

test("while the keys cannot be had, nothing is told of a token", async () => {
  forger.answer("/keys", { status: 503, body: {} });
  provider = connect();
  expect(await read(signToken(honest, typed))).toMatchObject({ refused: "identity_unavailable" });
  forger.heal();
  expect(await read(signToken(honest, typed))).toMatchObject({ subject: "ada" });
});
