import { createHmac } from "node:crypto";
import { exportSPKI } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type AccessProxyConfig,
  awsAlb,
  cloudflareAccess,
  googleIap,
  jwtProxy,
} from "../../src/config/access-proxy.ts";
import { verifyAccessTokens } from "../../src/perimeter/access-token.ts";
import { type KeyServer, makeKey, type ProxyKey, sign, startKeyServer } from "./key-server.ts";

const now = Date.UTC(2026, 0, 1);
const seconds = now / 1000;

let keys: KeyServer;
let own: ProxyKey;
let next: ProxyKey;
let strange: ProxyKey;
beforeAll(async () => {
  [keys, own, next, strange] = await Promise.all([
    startKeyServer(),
    makeKey("own"),
    makeKey("next"),
    // The same name as the proxy's own, and another key.
    makeKey("own"),
  ]);
});
afterAll(() => keys?.stop());
beforeEach(() => {
  keys.behave("well");
  keys.publish(own);
});

function proxy(): AccessProxyConfig {
  return jwtProxy({
    header: "x-proxy-token",
    issuer: "https://proxy.test",
    audience: "purser",
    jwksUrl: `${keys.url}/keys`,
    algorithms: ["ES256"],
  });
}

const claims = {
  iss: "https://proxy.test",
  aud: "purser",
  sub: "ada",
  email: "ada@example.org",
  iat: seconds,
  exp: seconds + 60,
};

function without(name: keyof typeof claims) {
  const { [name]: _, ...rest } = claims;
  return rest;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

/** Whoever the token is taken for, or the code and the words of the refusal. */
async function judge(
  headers: Record<string, string>,
  { config = proxy(), at = () => now } = {},
): Promise<unknown> {
  return verifyAccessTokens(config, at)(new Headers(headers));
}

async function expectRefused(token: string, config = proxy()): Promise<void> {
  expect(await judge({ [config.header]: token }, { config })).toMatchObject({
    refused: "proxy_token_refused",
  });
}

/** P2 */
describe("lets through", () => {
  test.each([
    ["a token", claims],
    ["one for several", { ...claims, aud: ["other", "purser"] }],
    ["one of a clock that is 20 s ahead", { ...claims, nbf: seconds + 20 }],
  ])("%s", async (_, payload) => {
    expect(await judge({ "x-proxy-token": await sign(own, payload) })).toEqual({
      email: "ada@example.org",
      subject: "ada",
    });
  });
});

test.each([false, "false"])(
  "an address that is not verified (%j) is nobody's",
  async (verified) => {
    const token = await sign(own, { ...claims, email_verified: verified });
    expect(await judge({ "x-proxy-token": token })).toEqual({ email: null, subject: "ada" });
  },
);

describe("refuses", () => {
  test.each<[string, object]>([
    ["another audience", { ...claims, aud: "other" }],
    ["no audience", without("aud")],
    ["another issuer", { ...claims, iss: "https://proxy.test.evil.example" }],
    ["no issuer", without("iss")],
    ["what has expired", { ...claims, exp: seconds - 31 }],
    ["what never expires", without("exp")],
    ["what is not valid yet", { ...claims, nbf: seconds + 31 }],
    ["an end that is no number", { ...claims, exp: "9999999999" }],
  ])("%s", async (_, payload) => {
    await expectRefused(await sign(own, { ...payload }));
  });

  test("another signer under the same name", async () => {
    await expectRefused(await sign(strange, claims));
  });

  test("no signature at all", async () => {
    for (const alg of ["none", "None", "NONE"])
      await expectRefused(`${encode({ alg, kid: "own" })}.${encode(claims)}.`);
  });

  test("the public key taken for a shared secret", async () => {
    const unsigned = `${encode({ alg: "HS256", kid: "own" })}.${encode(claims)}`;
    const mac = createHmac("sha256", await exportSPKI(own.publicKey)).update(unsigned);
    await expectRefused(`${unsigned}.${mac.digest("base64url")}`);
  });

  test("an algorithm that the proxy does not use, though the key is published", async () => {
    const rsa = await makeKey("rsa", "RS256");
    keys.publish(own, rsa);
    await expectRefused(await sign(rsa, claims));
  });

  test("a key that the token brings along", async () => {
    const { exportJWK } = await import("jose");
    const jwk = await exportJWK(strange.publicKey);
    await expectRefused(
      await sign(strange, claims, { jwk, jku: `${keys.url}/keys`, kid: "elsewhere" }),
    );
  });

  test("a claim changed after signing, and what is no token", async () => {
    const [header = "", , signature = ""] = (await sign(own, claims)).split(".");
    await expectRefused(
      `${header}.${encode({ ...claims, email: "eve@example.org" })}.${signature}`,
    );
    for (const token of ["", ".", "..", "a.b.c", "null", "x".repeat(20_000)])
      await expectRefused(token);
  });

  test("a cookie, and any other header, with a good token", async () => {
    const token = await sign(own, claims);
    for (const headers of [
      { cookie: `CF_Authorization=${token}; x-proxy-token=${token}` },
      { authorization: `Bearer ${token}` },
      { "cf-access-jwt-assertion": token },
    ])
      expect(await judge(headers)).toMatchObject({ refused: "proxy_token_refused" });
  });

  test("two tokens", async () => {
    const headers = new Headers();
    for (const each of [await sign(own, claims), await sign(own, claims)])
      headers.append("x-proxy-token", each);
    expect(await verifyAccessTokens(proxy(), () => now)(headers)).toMatchObject({
      refused: "proxy_token_refused",
    });
  });
});

describe("the proxy's keys", () => {
  test("are fetched once, and again for a new one, but not for whatever a stranger names", async () => {
    const verify = verifyAccessTokens(proxy(), () => now);
    const ask = async (key: ProxyKey) =>
      verify(new Headers({ "x-proxy-token": await sign(key, claims) }));
    const before = keys.asked();
    for (const _ of [1, 2, 3]) expect(await ask(own)).toMatchObject({ subject: "ada" });
    expect(keys.asked() - before).toBe(1);
    for (const kid of ["a", "b", "c", "d"])
      expect(await ask({ ...strange, kid })).toMatchObject({ refused: "proxy_token_refused" });
    expect(keys.asked() - before).toBe(1);
  });

  test.each(["down", "badly"] as const)(
    "closed while they are %s, with one try in 5 s",
    async (how) => {
      keys.behave(how);
      let time = now;
      const verify = verifyAccessTokens(proxy(), () => time);
      const ask = async () => verify(new Headers({ "x-proxy-token": await sign(own, claims) }));
      const before = keys.asked();
      for (const _ of [1, 2, 3])
        expect(await ask()).toMatchObject({ refused: "proxy_keys_unavailable" });
      if (how === "down") expect(keys.asked() - before).toBe(1);
      keys.behave("well");
      time += 5_001;
      expect(await ask()).toMatchObject({ subject: "ada" });
    },
  );

  test("closed, after 5 s, while they do not answer", async () => {
    keys.behave("silent");
    const start = performance.now();
    expect(await judge({ "x-proxy-token": await sign(own, claims) })).toMatchObject({
      refused: "proxy_keys_unavailable",
    });
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  test("a token of a key that was replaced is refused", async () => {
    keys.publish(next);
    await expectRefused(await sign(own, claims));
    expect(await judge({ "x-proxy-token": await sign(next, claims) })).toMatchObject({
      subject: "ada",
    });
  });
});

describe("an AWS load balancer", () => {
  const signer =
    "arn:aws:elasticloadbalancing:eu-central-1:1234:loadbalancer/app/office/50dc6c495c0c9188";
  const header = { signer, client: "client-1", iss: "https://issuer.test", exp: seconds + 60 };
  const config = (): AccessProxyConfig => ({
    ...awsAlb({
      region: "eu-central-1",
      signer,
      clientId: "client-1",
      issuer: "https://issuer.test",
    }),
    keysUrl: `${keys.url}/pem/{kid}`,
  });
  const person = { sub: "ada", email: "ada@example.org" };
  const ask = (token: string) => judge({ "x-amzn-oidc-data": token }, { config: config() });

  test("lets through, with the end in the header or among the claims", async () => {
    const { exp, ...rest } = header;
    for (const token of [
      await sign(own, person, header),
      await sign(own, { ...person, exp }, rest),
    ])
      expect(await ask(token)).toEqual({ email: "ada@example.org", subject: "ada" });
  });

  test("lets through with base64 padding, as it writes it", async () => {
    const pad = (part: string) => part.padEnd(Math.ceil(part.length / 4) * 4, "=");
    const parts = [
      { alg: "ES256", kid: "own", ...header },
      { ...person, name: "Ada L" },
    ];
    const unsigned = parts.map((part) => pad(encode(part))).join(".");
    expect(unsigned).toContain("=");
    const signature = await crypto.subtle.sign(
      { name: "ECDSA", hash: "SHA-256" },
      own.privateKey,
      Buffer.from(unsigned),
    );
    const token = `${unsigned}.${pad(Buffer.from(signature).toString("base64url"))}`;
    expect(await ask(token)).toEqual({ email: "ada@example.org", subject: "ada" });
  });

  test.each<[string, object]>([
    ["another load balancer", { signer: signer.replace("office", "shop") }],
    ["no signer", { signer: undefined }],
    ["another application of the same one", { client: "client-2" }],
    ["another issuer", { iss: "https://issuer.test.evil.example" }],
    ["what has expired", { exp: seconds - 31 }],
    ["what never expires", { exp: undefined }],
    ["a key's name that leads elsewhere", { kid: "../keys" }],
    ["a key that there is not", { kid: "0000" }],
  ])("refuses %s", async (_, change) => {
    await expectRefused(await sign(own, person, { ...header, ...change }), config());
  });

  test("no request to it for another's token, nor for names that a stranger thinks up", async () => {
    const verify = verifyAccessTokens(config(), () => now);
    const before = keys.asked();
    const send = async (change: object) =>
      verify(
        new Headers({ "x-amzn-oidc-data": await sign(own, person, { ...header, ...change }) }),
      );
    await send({ signer: "another" });
    await send({ kid: "../keys" });
    expect(keys.asked()).toBe(before);
    for (const kid of ["a1", "a2", "a3"]) await send({ kid });
    expect(keys.asked()).toBe(before + 1);
  });
});

/** Their addresses and names, from their documentation; only whose keys they are is different here. */
test.each<[AccessProxyConfig, object]>([
  [
    cloudflareAccess({ teamDomain: "office.cloudflareaccess.com", audience: "tag" }),
    { iss: "https://office.cloudflareaccess.com", aud: ["tag"] },
  ],
  [
    googleIap({ audience: "/projects/1/global/backendServices/2" }),
    { iss: "https://cloud.google.com/iap", aud: "/projects/1/global/backendServices/2" },
  ],
])(
  "$label lets its own token through, and not one for another application",
  async (preset, stated) => {
    const [alg = ""] = preset.algorithms;
    const key = await makeKey("theirs", alg);
    keys.publish(key);
    const config = { ...preset, keysUrl: `${keys.url}/keys` };
    const payload = { ...claims, ...stated };
    expect(await judge({ [config.header]: await sign(key, payload) }, { config })).toEqual({
      email: "ada@example.org",
      subject: "ada",
    });
    await expectRefused(await sign(key, { ...payload, aud: "other" }), config);
  },
);
