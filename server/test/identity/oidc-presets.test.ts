import { generateKeyPairSync, randomBytes } from "node:crypto";
import { interactionPolicy } from "oidc-provider";
import { afterEach, expect, test } from "vitest";
import type { OidcConfig } from "../../src/config/identity.ts";
import { auth0, entra, google, keycloak, okta } from "../../src/config/identity-presets.ts";
import { isRefusal } from "../../src/contract/index.ts";
import type { Authentication } from "../../src/identity/authentication.ts";
import { connectOidc } from "../../src/identity/oidc.ts";
import type { SignInFailure } from "../../src/identity/provider.ts";
import {
  type BehavingProvider,
  type Behaviour,
  startBehavingProvider,
} from "./behaving-provider.ts";

const redirectUri = "http://localhost:4000/auth/callback";
const client = { clientId: "purser", clientSecret: "only for this test" };
const running: BehavingProvider[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()));
});

async function start(behaviour: Partial<Behaviour>): Promise<BehavingProvider> {
  const login = () => ({ accountId: "ada" });
  const provider = await startBehavingProvider({ redirectUri, login, ...behaviour });
  running.push(provider);
  return provider;
}

/** The preset as it is, but for where the provider is. */
const at = (provider: BehavingProvider, config: OidcConfig): OidcConfig => ({
  ...config,
  issuer: provider.issuer,
  allowInsecureIssuer: true,
});

interface SignIn {
  readonly fresh?: boolean;
  /** Milliseconds by which our clock is ahead of the provider's memory. */
  readonly later?: number;
  /** What the browser makes of the way there. */
  readonly change?: (authorization: URL) => void;
}

async function signIn(
  provider: BehavingProvider,
  config: OidcConfig,
  { fresh = false, later = 0, change }: SignIn = {},
): Promise<Authentication | SignInFailure> {
  const peer = connectOidc(at(provider, config), redirectUri, () => Date.now() + later);
  const request = await peer.begin({ fresh });
  if (isRefusal(request)) return request;
  change?.(request.url);
  const callback = await provider.visit(request.url);
  return peer.finish(callback.searchParams, request.secrets, { fresh });
}

const oktaLevels = ["urn:okta:loa:2fa:any", "phr", "phrh"];
/** Gives the level it is asked for, as Okta does. */
const asOkta: Partial<Behaviour> = {
  login: (asked) => ({ accountId: "ada", acr: asked.get("acr_values") ?? "" }),
  configuration: {
    acrValues: oktaLevels,
    claims: { openid: ["sub", "acr", "amr", "auth_time"], groups: ["groups"] },
  },
  claims: () => ({ groups: ["staff"] }),
};
const phr = okta({ ...client, domain: "example.okta.com", secondFactor: "phr" });

test("Okta gives the level that was asked for, and the groups", async () => {
  expect(await signIn(await start(asOkta), phr)).toMatchObject({
    secondFactor: true,
    evidence: { acr: "phr" },
    identity: { groups: ["staff"] },
    refreshToken: expect.any(String),
  });
});

test.each<[string, string | undefined, boolean]>([
  ["ignores what it was asked for", undefined, false],
  ["gives a lower level", "urn:okta:loa:2fa:any", false],
  ["gives one factor", "urn:okta:loa:1fa:any", false],
  ["gives a higher level", "phrh", true],
])("an Okta that %s", async (_, acr, secondFactor) => {
  const configuration = {
    ...asOkta.configuration,
    acrValues: [...oktaLevels, "urn:okta:loa:1fa:any"],
  };
  const login = () => ({ accountId: "ada", ...(acr !== undefined && { acr }) });
  const provider = await start({ ...asOkta, configuration, login });
  expect(await signIn(provider, phr)).toMatchObject({ secondFactor });
});

test("a browser that takes acr_values out of the question gets one factor", async () => {
  const change = (url: URL) => url.searchParams.delete("acr_values");
  const provider = await start({ ...asOkta, login: () => ({ accountId: "ada", amr: ["pwd"] }) });
  expect(await signIn(provider, phr, { change })).toMatchObject({
    secondFactor: false,
    evidence: { amr: ["pwd"] },
  });
});

const openidClaims = ["sub", "acr", "amr", "auth_time", "acrs", "hd"];
const contexts = entra({ ...client, tenantId: "t", authenticationContext: "c2" });

test.each<[string, unknown, boolean]>([
  ["the context among others", ["c1", "c2", "c3"], true],
  ["other contexts", ["c1", "c20"], false],
  ["a context as text", "c2", false],
  ["no context", undefined, false],
])("Entra with %s", async (_, acrs, secondFactor) => {
  const claims = () => ({ acrs });
  const provider = await start({ claims, configuration: { claims: { openid: openidClaims } } });
  expect(await signIn(provider, contexts)).toMatchObject({ secondFactor });
});

const acme = google({ ...client, hostedDomain: "example.com", members: { staff: ["ada"] } });

test.each<[string, string | undefined, readonly string[], object]>([
  ["a second factor", "example.com", ["pwd", "mfa"], { secondFactor: true }],
  ["a password", "example.com", ["pwd"], { secondFactor: false }],
  ["another domain", "elsewhere.example", ["mfa"], { refused: "sign_in_failed" }],
  ["a private account", undefined, ["mfa"], { refused: "sign_in_failed" }],
])("Google with %s", async (_, hd, amr, outcome) => {
  const provider = await start({
    login: () => ({ accountId: "ada", amr: [...amr] }),
    claims: () => ({ hd }),
    configuration: { claims: { openid: openidClaims }, interactions: unasking },
  });
  const found = await signIn(provider, acme);
  expect(found).toMatchObject(outcome);
  if (!isRefusal(found)) expect(found.identity.groups).toEqual(["staff"]);
});

/** Asks once and never again, whatever `max_age` and `prompt` say. */
const policy = interactionPolicy.base();
policy.get("login")?.checks.clear();
policy
  .get("login")
  ?.checks.add(
    new interactionPolicy.Check(
      "no_session",
      "nobody is signed in",
      ({ oidc }) => oidc.session?.accountId === undefined,
    ),
  );
const unasking = { policy, url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` };

test("where nobody asks again, what was minutes ago is not fresh", async () => {
  const configuration = { claims: { openid: openidClaims }, interactions: unasking };
  const provider = await start({ configuration, claims: () => ({ hd: "example.com" }) });
  const stale = { fresh: true, later: 300_000 };
  expect(await signIn(provider, acme)).toMatchObject({ secondFactor: false });
  expect(await signIn(provider, acme, stale)).toMatchObject({ refused: "not_fresh" });
  expect(await signIn(provider, phr, stale)).toMatchObject({ refused: "not_fresh" });
  expect(await signIn(provider, acme, { fresh: true })).toMatchObject({
    authenticatedAt: expect.any(Number),
  });
});

test("a browser that takes max_age and prompt out of the question is not fresh", async () => {
  const provider = await start(asOkta);
  const change = ({ searchParams }: URL) => {
    searchParams.delete("max_age");
    searchParams.delete("prompt");
  };
  await signIn(provider, phr);
  expect(await signIn(provider, phr, { fresh: true, change })).toMatchObject({
    authenticatedAt: expect.any(Number),
  });
  expect(await signIn(provider, phr, { fresh: true, change, later: 300_000 })).toMatchObject({
    refused: "not_fresh",
  });
  expect(await signIn(provider, phr, { fresh: true })).toMatchObject({
    authenticatedAt: expect.any(Number),
  });
});

const gold = keycloak({ ...client, url: "https://id.test", realm: "r", secondFactor: "gold" });

test.each<[string, string, object]>([
  ["the level", "gold", { secondFactor: true, evidence: { acr: "gold" } }],
  ["the level of a password", "silver", { secondFactor: false }],
  ["an expired level", "0", { secondFactor: false, evidence: { acr: "0" } }],
])("Keycloak with %s", async (_, acr, outcome) => {
  const provider = await start({
    login: () => ({ accountId: "ada", acr }),
    configuration: {
      acrValues: ["0", "silver", "gold"],
      claims: { openid: openidClaims },
      // Would go on asking; Keycloak's answer where the level is not essential for somebody.
      interactions: unasking,
    },
  });
  expect(await signIn(provider, gold)).toMatchObject(outcome);
});

const tenant = auth0({
  ...client,
  domain: "example.eu.auth0.com",
  groupsClaim: "https://example.com/groups",
});

test.each<[string, readonly string[] | undefined, boolean]>([
  ["an Action that asks", ["mfa"], true],
  ["no Action", undefined, false],
])("Auth0 with %s", async (_, amr, secondFactor) => {
  const provider = await start({
    login: () => ({ accountId: "ada", ...(amr && { amr: [...amr] }) }),
    configuration: { claims: { openid: openidClaims } },
  });
  expect(await signIn(provider, tenant)).toMatchObject({ secondFactor });
});

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const key = privateKey.export({ format: "pem", type: "pkcs8" }).toString();

test.each([["issuer" as const], ["token_endpoint" as const]])(
  "a client proves itself by its key, to %s",
  async (audience) => {
    const id = randomBytes(4).toString("hex");
    const provider = await start({
      ...asOkta,
      client: {
        client_secret: undefined,
        token_endpoint_auth_method: "private_key_jwt",
        token_endpoint_auth_signing_alg: "ES256",
        jwks: { keys: [{ ...publicKey.export({ format: "jwk" }), kid: id, kty: "EC" }] },
      },
    });
    const { clientSecret: _, ...rest } = phr;
    const own = { ...rest, privateKey: { key, id, audience } };
    expect(await signIn(provider, own)).toMatchObject({ secondFactor: true });
    const other = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
    const forged = other.export({ format: "pem", type: "pkcs8" }).toString();
    expect(
      await signIn(provider, { ...rest, privateKey: { key: forged, id, audience } }),
    ).toMatchObject({ refused: "sign_in_failed" });
  },
);
