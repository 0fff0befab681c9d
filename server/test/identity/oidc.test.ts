import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { isRefusal } from "../../src/contract/index.ts";
import { connectOidc } from "../../src/identity/oidc.ts";
import type { IdentityProvider } from "../../src/identity/provider.ts";
import {
  type Claims,
  type ForgingProvider,
  forgeries,
  signToken,
  startForgingProvider,
} from "./forging-provider.ts";

const redirectUri = "http://localhost:4000/auth/callback";
let forger: ForgingProvider;
let provider: IdentityProvider;
let secrets: { readonly state: string; readonly nonce: string; readonly verifier: string };
let honest: Claims;

beforeAll(async () => {
  forger = await startForgingProvider();
  provider = connectOidc(
    {
      kind: "oidc",
      issuer: forger.issuer,
      clientId: "purser",
      clientSecret: "s",
      allowInsecureIssuer: true,
    },
    redirectUri,
  );
});

afterAll(() => forger.stop());

beforeEach(async () => {
  const request = await provider.begin();
  if (isRefusal(request)) throw request.cause;
  ({ secrets } = request);
  const now = Math.floor(Date.now() / 1000);
  honest = {
    iss: forger.issuer,
    sub: "ada",
    aud: "purser",
    iat: now,
    exp: now + 600,
    nonce: secrets.nonce,
  };
});

function finish(idToken: string | undefined) {
  forger.say(idToken);
  return provider.finish(new URLSearchParams({ code: "any", state: secrets.state }), secrets);
}

test("an honest token is accepted", async () => {
  expect(await finish(signToken(honest))).toMatchObject({
    issuer: forger.issuer,
    subject: "ada",
    groups: [],
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
  ["no subject", { sub: undefined }],
  ["another nonce", { nonce: "another" }],
  ["no nonce", { nonce: undefined }],
  ["expired", { exp: Math.floor(Date.now() / 1000) - 60 }],
  ["without expiry", { exp: undefined }],
  ["not valid yet", { nbf: Math.floor(Date.now() / 1000) + 600 }],
])("a token with a signature but with %s is refused", async (_, change) => {
  expect(await finish(signToken({ ...honest, ...change }))).toMatchObject({
    refused: "sign_in_failed",
  });
});

test("an answer without any id_token is refused", async () => {
  expect(await finish(undefined)).toMatchObject({ refused: "sign_in_failed" });
});

test("an issuer over plain http is not spoken to unless that is allowed", async () => {
  const strict = connectOidc(
    { kind: "oidc", issuer: forger.issuer, clientId: "purser" },
    redirectUri,
  );
  expect(await strict.begin()).toMatchObject({ refused: "identity_unavailable" });
});
