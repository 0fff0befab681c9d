import { spawn } from "node:child_process";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { IdentityConfig, OidcConfig } from "../../src/config/identity.ts";
import { auth0, google } from "../../src/config/identity-presets.ts";
import { checkIdentity, type IdentityReport } from "../../src/identity/check/check-identity.ts";
import type { Subject, Verdict } from "../../src/identity/check/finding.ts";
import { authPaths } from "../../src/perimeter/auth-paths.ts";
import {
  type BehavingProvider,
  type Behaviour,
  startBehavingProvider,
} from "../identity/behaving-provider.ts";
import { findFreePort } from "../identity/free-port.ts";
import { type Change, startMiddleman } from "../identity/middleman.ts";
import { makeKeyPair } from "../identity/saml-key-pair.ts";

const origin = "http://localhost:4000";
const redirectUri = `${origin}/auth/callback`;
const secret = "only for this test";
const key = newKey();
const good: Behaviour = {
  redirectUri,
  login: () => ({ accountId: "ada" }),
  configuration: {
    acrValues: ["two", "one"],
    claims: { openid: ["sub"], profile: ["name", "groups"] },
    clientAuthMethods: ["client_secret_basic", "private_key_jwt", "none"],
    features: { backchannelLogout: { enabled: true } },
  },
};

let provider: BehavingProvider;

beforeAll(async () => {
  provider = await startBehavingProvider(good);
});

afterAll(() => provider.stop());

function configOf(issuer: string, changes: Partial<OidcConfig> = {}): OidcConfig {
  return {
    kind: "oidc",
    issuer,
    clientId: "purser",
    ...(changes.privateKey === undefined && { clientSecret: secret }),
    scope: "openid profile email offline_access",
    secondFactor: { required: { acr: "two" } },
    allowInsecureIssuer: true,
    ...changes,
  };
}

const check = (identity: IdentityConfig, now = Date.now) =>
  checkIdentity({ origin, identity }, authPaths, now);

async function checkBehind(change: Change): Promise<IdentityReport> {
  const middleman = await startMiddleman(provider.issuer, change);
  try {
    return await check(configOf(middleman.issuer));
  } finally {
    await middleman.stop();
  }
}

async function checkAt(behaviour: Behaviour, changes: Partial<OidcConfig> = {}) {
  const other = await startBehavingProvider(behaviour);
  try {
    return await check(configOf(other.issuer, changes));
  } finally {
    await other.stop();
  }
}

/** What is not fine, with the words that say why. */
function troubles({ findings }: IdentityReport): readonly string[] {
  return findings
    .filter(({ verdict }) => verdict !== "fine")
    .map(({ verdict, subject, message }) => `${verdict} ${subject}: ${message}`);
}

/** Only in development is an issuer over plain http. */
const inClear = "warning tls: It is spoken to in clear.";

const followsFromThat =
  "unknown recheck: It has to take Purser's credentials before more can be told.";

function expectTrouble(report: IdentityReport, verdict: Verdict, subject: Subject, words: RegExp) {
  expect(
    troubles(report).filter((trouble) => ![inClear, followsFromThat].includes(trouble)),
  ).toEqual([expect.stringMatching(new RegExp(`^${verdict} ${subject}: .*${words.source}`))]);
}

test("where everything is in order, nothing is said against it, and the addresses are told", async () => {
  const report = await check(configOf(provider.issuer));
  expect(troubles(report)).toEqual([inClear]);
  expect(report.addresses).toEqual([
    { name: "Redirect URI", url: redirectUri },
    { name: "Back-channel logout URI", url: `${origin}/auth/backchannel-logout` },
  ]);
  expect(report.findings.at(-1)?.message).toMatch(/5 seconds .* 10 minutes/);
});

describe("who asks", () => {
  test("a wrong secret fails", async () => {
    expectTrouble(
      await check(configOf(provider.issuer, { clientSecret: "wrong" })),
      "failed",
      "client",
      /refuses Purser's credentials \(invalid_client/,
    );
  });

  test("an own key is accepted, and another one fails", async () => {
    const jwk = key.publicKey.export({ format: "jwk" });
    const behaviour: Behaviour = {
      ...good,
      client: {
        token_endpoint_auth_method: "private_key_jwt",
        jwks: { keys: [{ ...jwk, kty: "RSA", use: "sig" }] },
      },
    };
    const withKey = ({ privateKey }: typeof key) => ({
      privateKey: { key: privateKey.export({ type: "pkcs8", format: "pem" }).toString() },
    });
    expect(troubles(await checkAt(behaviour, withKey(key)))).toEqual([inClear]);
    expectTrouble(
      await checkAt(behaviour, withKey(newKey())),
      "failed",
      "client",
      /refuses Purser's credentials/,
    );
  });

  test("a way that the provider does not offer fails", async () => {
    const report = await checkBehind({
      metadata: { token_endpoint_auth_methods_supported: ["private_key_jwt"] },
    });
    expect(troubles(report)).toContainEqual(
      expect.stringMatching(/^failed client: It offers private_key_jwt/),
    );
  });

  test("a provider that says the same to everybody leaves it open", async () => {
    const said = { status: 400, text: JSON.stringify({ error: "invalid_grant" }) };
    const report = await checkBehind({ instead: { "/token": said } });
    expectTrouble(report, "unknown", "client", /to wrong ones it says the same \(invalid_grant/);
  });
});

describe("what comes back", () => {
  test("an address that is not registered fails", async () => {
    expectTrouble(
      await checkAt({ ...good, redirectUri: `${origin}/elsewhere` }),
      "failed",
      "redirect URI",
      /does not lead back to .*callback \(it answers with status 400\)/,
    );
  });

  test("a provider that leads back to wherever somebody asks is warned of", async () => {
    const anywhere = { redirect_uris: [redirectUri, `${redirectUri}/not-registered`] };
    expectTrouble(
      await checkAt({ ...good, client: anywhere }),
      "warning",
      "redirect URI",
      /addresses that nobody registered/,
    );
  });

  test("a scope that is not known to the provider's client fails", async () => {
    const narrow = { ...good, client: { scope: "openid" } };
    expectTrouble(
      await checkAt(narrow),
      "failed",
      "client",
      /refuses Purser's sign-ins: invalid_scope/,
    );
  });

  test.each<[string, Verdict, RegExp, { readonly status: number; readonly location?: string }]>([
    ["an error page of its own", "failed", /leads to an error page/, leadTo("/oauth/error?e=1")],
    ["a page of its own", "unknown", /cannot be told .*leads to id.example/, leadTo("/sign-in")],
    [
      "another address of ours",
      "unknown",
      /leads to localhost:4000/,
      { status: 302, location: `${origin}/sign-in?error=login_required` },
    ],
    ["a page without a way on", "unknown", /cannot be told .*a page, status 200/, { status: 200 }],
    ["a login of the browser's", "unknown", /wants somebody to be signed in/, { status: 401 }],
    ["too many requests", "unknown", /cannot be told .*status 429/, { status: 429 }],
  ])("%s: %s", async (_, verdict, words, page) => {
    const report = await checkBehind({ instead: { "/auth": page } });
    expectTrouble(report, verdict, "redirect URI", words);
  });
});

describe("what the provider says of itself", () => {
  test("nothing there", async () => {
    const report = await check(configOf(`http://127.0.0.1:${await findFreePort()}`));
    expect(troubles(report)).toEqual([
      expect.stringMatching(/^failed discovery: .* cannot be read: nothing listens there/),
    ]);
  });

  test("no answer in time", async () => {
    const report = await checkBehind({ instead: { "/.well-known/openid-configuration": null } });
    expect(troubles(report)).toEqual([
      expect.stringMatching(/^failed discovery: .* did not answer within 5 seconds/),
    ]);
  });

  test("another issuer", async () => {
    expectTrouble(
      await checkBehind({ metadata: { issuer: provider.issuer } }),
      "failed",
      "issuer",
      /and the config/,
    );
  });

  test.each<[Verdict, Subject, RegExp, { readonly [name: string]: unknown }]>([
    ["failed", "pkce", /does not know PKCE/, { code_challenge_methods_supported: ["plain"] }],
    ["unknown", "pkce", /does not say/, { code_challenge_methods_supported: undefined }],
    ["warning", "second factor", /any of two/, { acr_values_supported: ["one"] }],
    ["unknown", "second factor", /only a sign-in tells/, { acr_values_supported: undefined }],
    ["warning", "freshness", /does not list `login`/, { prompt_values_supported: ["none"] }],
    ["unknown", "freshness", /auth_time/, { claims_supported: ["acr", "groups"] }],
    ["unknown", "groups", /does not list the claim/, { claims_supported: ["acr", "auth_time"] }],
    ["warning", "logout", /does not tell/, { backchannel_logout_supported: false }],
    ["warning", "recheck", /gives no refresh tokens/, { grant_types_supported: ["implicit"] }],
    ["warning", "recheck", /offline_access/, { scopes_supported: ["openid"] }],
  ])("%s %s: %s", async (verdict, subject, words, metadata) => {
    expectTrouble(await checkBehind({ metadata }), verdict, subject, words);
  });

  test.each<[string, unknown, RegExp]>([
    ["none", { keys: [] }, /None of its 0 keys/],
    ["not for signing", { keys: [{ ...jwkOf(newKey().publicKey), use: "enc" }] }, /None of its 1/],
    ["a shared secret", { keys: [{ kty: "oct", k: "c2VjcmV0" }] }, /None of its 1/],
    ["a private one", { keys: [jwkOf(newKey().privateKey)] }, /publishes a private key/],
    ["something else", [], /is no set of keys/],
  ])("keys: %s", async (_, keys, words) => {
    const jwks = { status: 200, text: JSON.stringify(keys) };
    expectTrouble(await checkBehind({ instead: { "/jwks": jwks } }), "failed", "keys", words);
  });

  test.each<[number, Verdict, RegExp]>([
    [45, "warning", /4[4-8] seconds ahead of/],
    [-45, "warning", /4[2-6] seconds behind/],
    [400, "failed", /seconds ahead of/],
  ])("a clock that differs by %s seconds", async (seconds, verdict, words) => {
    const date = new Date(Date.now() - seconds * 1000).toUTCString();
    expectTrouble(await checkBehind({ headers: { date } }), verdict, "clock", words);
  });

  test("what a cache has kept for a while is no difference of clocks", async () => {
    const date = new Date(Date.now() - 600_000).toUTCString();
    expect(troubles(await checkBehind({ headers: { date, age: "600" } }))).toEqual([inClear]);
  });
});

test("a client without refresh tokens is warned of, with what that makes of the time", async () => {
  const report = await checkAt({ ...good, client: { grant_types: ["authorization_code"] } });
  expectTrouble(report, "warning", "recheck", /gives this client no refresh tokens/);
  expect(report.findings.at(-1)?.message).toMatch(/60 minutes/);
});

test("neither secrets nor control characters of the provider's words are repeated", async () => {
  const said = { error: "invalid_client", error_description: `not \u001b[31m${secret}` };
  const report = await checkBehind({
    instead: { "/token": { status: 401, text: JSON.stringify(said) } },
  });
  expect(troubles(report).join()).toContain("invalid_client: not  [31m…");
  expect(JSON.stringify(report)).not.toMatch(new RegExp(`${secret}|u001b`));
});

test.each([
  ["Google tells no groups", google({ clientId: "c", clientSecret: "s", hostedDomain: "e.com" })],
  [
    "Auth0 drops `groups`",
    auth0({ clientId: "c", clientSecret: "s", domain: "e.auth0.com", groupsClaim: "groups" }),
  ],
])("%s", async (_, { groupsClaim: _none, ...preset }) => {
  const report = await check({ ...preset, issuer: provider.issuer, allowInsecureIssuer: true });
  expect(troubles(report)).toContainEqual(expect.stringMatching(/^failed groups: /));
});

describe("SAML", () => {
  test("certificates, addresses and the time until somebody is out are told", async () => {
    const { certificate } = await makeKeyPair();
    const signInUrl = `${provider.issuer}/sign-in`;
    const saml = (later: number) =>
      check(
        {
          kind: "saml",
          provider: { entityId: "https://id.example", signInUrl, certificates: [certificate] },
        },
        () => Date.now() + later,
      );
    const report = await saml(0);
    expect(troubles(report)).toEqual([
      expect.stringMatching(/^warning certificate: .* expires on /),
      expect.stringMatching(/^warning leaving: .* 60 minutes/),
    ]);
    expect(report.addresses.map(({ url }) => url)).toEqual([
      `${origin}/auth/saml/metadata`,
      `${origin}/auth/saml/acs`,
      `${origin}/auth/saml/metadata`,
    ]);
    expect(troubles(await saml(2 * 86_400_000))).toContainEqual(
      expect.stringMatching(/^warning certificate: .* has expired on /),
    );
  });

  test("a provider that cannot be reached fails", async () => {
    const { certificate } = await makeKeyPair();
    const signInUrl = `http://127.0.0.1:${await findFreePort()}/sign-in`;
    const report = await check({
      kind: "saml",
      provider: { entityId: "https://id.example", signInUrl, certificates: [certificate] },
    });
    expect(troubles(report)).toContainEqual(
      expect.stringMatching(/^failed discovery: .* nothing listens/),
    );
  });
});

describe("the command", () => {
  test("prints for people and ends well, or says what failed and ends with 1", async () => {
    const well = await purser(configOf(provider.issuer), "--identity");
    expect(well).toMatchObject({ code: 0, err: "" });
    expect(well.out).toMatch(/^fine +redirect URI +http.* is registered\.$/m);
    expect(well.out).toMatch(/^ {2}Redirect URI +http:\/\/localhost:4000\/auth\/callback$/m);

    const badly = await purser(configOf(provider.issuer, { clientSecret: "wrong" }), "--identity");
    expect(badly.code).toBe(1);
    expect(badly.err).toMatch(/^1 of \d+ checks failed/);
    expect(badly.out).toMatch(/^failed +client +It refuses/m);
  });

  test("obeys no control character that the provider sends", async () => {
    const middleman = await startMiddleman(provider.issuer, {
      metadata: { acr_values_supported: ["\u001b[2J"] },
    });
    try {
      const { out } = await purser(configOf(middleman.issuer), "--identity");
      expect(out).toMatch(/^warning +second factor .*levels \( \[2J\)/m);
    } finally {
      await middleman.stop();
    }
  });

  test("prints for machines", async () => {
    const { code, out } = await purser(configOf(provider.issuer), "--identity", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ findings: expect.any(Array) });
  });
});

async function purser(identity: IdentityConfig, ...words: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), "check-identity-"));
  try {
    const config = {
      name: "Back office",
      origin,
      database: { url: "postgres://nobody:wrong@127.0.0.1:1/app" },
      identity,
      secret: Buffer.alloc(32, 1).toString("base64"),
      roles: { viewer: { groups: ["staff"] } },
      resources: {},
    };
    await writeFile(
      join(folder, "purser.config.mjs"),
      `export default ${JSON.stringify(config)};\n`,
    );
    const bin = fileURLToPath(new URL("../../bin/purser.js", import.meta.url));
    const child = spawn(process.execPath, [bin, "check", ...words], {
      cwd: folder,
      env: { PATH: process.env.PATH },
    });
    const [out, err, [code]] = await Promise.all([
      child.stdout.setEncoding("utf8").toArray(),
      child.stderr.setEncoding("utf8").toArray(),
      once(child, "close"),
    ]);
    return { code, out: out.join(""), err: err.join("") };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function newKey() {
  return generateKeyPairSync("rsa", { modulusLength: 2048 });
}

function jwkOf(half: KeyObject) {
  return half.export({ format: "jwk" });
}

function leadTo(path: string) {
  return { status: 302, location: `https://id.example${path}` };
}
