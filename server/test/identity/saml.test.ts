import { verify } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { beforeEach, describe, expect, test } from "vitest";
import { type SamlConfig, saml } from "../../src/config/saml.ts";
import { isRefusal } from "../../src/contract/index.ts";
import type { SignInSecrets } from "../../src/identity/provider.ts";
import { connectSaml } from "../../src/identity/saml.ts";
import { forgeries } from "./saml-forgeries.ts";
import {
  acs,
  encryptFor,
  entityId,
  foreign,
  honest,
  issuer,
  own,
  passwordContext,
  post,
  reader,
  say,
  sign,
  twoFactorContext,
  type Words,
  wrap,
  writeAssertion,
} from "./saml-forging-provider.ts";

const urls = { acs, metadata: entityId };
const config = saml({
  provider: {
    entityId: issuer,
    signInUrl: "https://provider.example.org/sso?tenant=1",
    certificates: [own.certificate],
  },
  claims: ["region", "absent"],
  secondFactor: { contexts: [twoFactorContext] },
  decryption: reader,
});
const started = Date.UTC(2026, 0, 1, 12);

/** What remembers no assertion. */
const forgetful = { claimOnce: async () => true, now: () => now };

let now: number;
let used: Map<string, number>;
let secrets: SignInSecrets;

beforeEach(async () => {
  now = started;
  used = new Map();
  secrets = (await begin()).secrets;
});

function connect(change: Partial<SamlConfig> = {}) {
  return connectSaml({ ...config, ...change }, urls, {
    claimOnce: async (kind, id, expiresAt) => {
      const isNew = !used.has(`${kind} ${id}`);
      used.set(`${kind} ${id}`, expiresAt);
      return isNew;
    },
    now: () => now,
  });
}

async function begin(fresh = false, change: Partial<SamlConfig> = {}) {
  const request = await connect(change).begin({ fresh });
  if (isRefusal(request)) throw new Error(`refused: ${request.refused}`);
  return request;
}

function words(change: Partial<Words> = {}): Words {
  return { ...honest(secrets.request ?? "", now / 1000), ...change };
}

function finish(xml: string, { fresh = false, change = {} as Partial<SamlConfig> } = {}) {
  return connect(change).finish(post(xml, secrets.relayState ?? ""), secrets, { fresh });
}

test("an honest assertion says who it is, and no more than the config names is kept", async () => {
  expect(await finish(say(words()))).toEqual({
    identity: {
      issuer,
      subject: "ada",
      name: "Ada Lovelace",
      email: "ada@example.org",
      groups: ["staff", "chiefs"],
      claims: { region: ["north"] },
    },
    secondFactor: false,
    authenticatedAt: started / 1000,
    evidence: {
      AuthnContextClassRef: words().context,
      AuthnInstant: new Date(started).toISOString(),
    },
    providerSession: "_session",
    refreshToken: null,
  });
});

test("somebody with a thousand groups is nobody's attack", async () => {
  const groups = Array.from({ length: 1_000 }, (_, place) => `group-${place}`);
  expect(await finish(say(words({ attributes: { groups } })))).toMatchObject({
    identity: { groups },
  });
});

test("attributes have the names that the config gives them", async () => {
  const attributes = { name: "shoeSize", email: "region", groups: "email" };
  expect(await finish(say(words()), { change: { attributes } })).toMatchObject({
    identity: { name: "40", email: "north", groups: ["ada@example.org"] },
  });
});

test("who has no name goes by the address, and who has none by the NameID", async () => {
  expect(await finish(say(words({ attributes: { email: ["ada@example.org"] } })))).toMatchObject({
    identity: { name: "ada@example.org", groups: [] },
  });
  expect(await finish(say(words({ id: "_other", attributes: {} })))).toMatchObject({
    identity: { name: "ada", email: null },
  });
});

describe("is accepted", () => {
  test.each<[string, (said: Words) => string | Promise<string>]>([
    ["a signed assertion in a signed response", (said) => sign(say(said))],
    ["a signature with SHA-512", (said) => wrap(sign(writeAssertion(said), own, "sha512"), said)],
    ["a response with a declaration", (said) => `<?xml version="1.0"?>\n${say(said)}`],
    [
      "a response without an issuer",
      (said) => say(said).replace(/<saml:Issuer xmlns.*?<\/saml:Issuer>/, ""),
    ],
    [
      "a response with carriage returns",
      (said) => say(said).replace("<samlp:Status>", "\r\n<samlp:Status>"),
    ],
    [
      "an encrypted assertion (GCM)",
      async (said) => wrap(await encryptFor(sign(writeAssertion(said))), said),
    ],
    [
      "an encrypted assertion (CBC)",
      async (said) =>
        wrap(
          await encryptFor(
            sign(writeAssertion(said)),
            "http://www.w3.org/2001/04/xmlenc#aes256-cbc",
          ),
          said,
        ),
    ],
    [
      "an encrypted assertion in a signed response",
      async (said) => sign(wrap(await encryptFor(sign(writeAssertion(said))), said)),
    ],
    ["clocks a minute apart, ours ahead", (said) => say({ ...said, notOnOrAfter: at(-59) })],
    ["clocks a minute apart, ours behind", (said) => say({ ...said, notBefore: at(59) })],
    [
      "a condition that it is used once",
      (said) => say({ ...said, conditions: "<saml:OneTimeUse/>" }),
    ],
    [
      "a name of the provider's own giving",
      (said) => say({ ...said, nameIdAttributes: `NameQualifier="${issuer}"` }),
    ],
  ])("%s", async (_, write) => {
    expect(await finish(await write(words()))).toMatchObject({ identity: { subject: "ada" } });
  });
});

describe("is refused", () => {
  test.each(forgeries)("%s", async (_, reason, forge) => {
    expect(await finish(await forge(words()))).toMatchObject({
      refused: "sign_in_failed",
      cause: { message: expect.stringMatching(reason) },
    });
    expect(used.size).toBe(0);
  });

  test.each<[string, () => Partial<Words>]>([
    ["another issuer", () => ({ issuer: "https://elsewhere.example.org" })],
    ["a response of another issuer", () => ({ responseIssuer: "https://elsewhere.example.org" })],
    ["another audience", () => ({ audience: "https://elsewhere.example.org" })],
    [
      "another audience beside ours",
      () => ({
        conditions:
          "<saml:AudienceRestriction><saml:Audience>elsewhere</saml:Audience></saml:AudienceRestriction>",
      }),
    ],
    ["another destination", () => ({ destination: "https://elsewhere.example.org" })],
    ["another recipient", () => ({ recipient: "https://elsewhere.example.org" })],
    ["the recipient with a slash more", () => ({ recipient: `${acs}/` })],
    ["an assertion for another request", () => ({ request: "_another" })],
    ["a response to another request", () => ({ answers: "_another" })],
    ["a status of failure", () => ({ status: "urn:oasis:names:tc:SAML:2.0:status:Responder" })],
    ["expired conditions", () => ({ notOnOrAfter: at(-60) })],
    ["an expired confirmation", () => ({ confirmedUntil: at(-60) })],
    ["conditions of the future", () => ({ notBefore: at(61) })],
    ["an assertion of the future", () => ({ issued: at(61) })],
    ["a sign-in of the future", () => ({ authenticated: at(61) })],
    ["a session of the provider's that is over", () => ({ sessionUntil: at(-60) })],
    ["a condition that nobody knows", () => ({ conditions: "<saml:Weather/>" })],
    [
      "a holder of a key that was not asked for",
      () => ({ method: "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key" }),
    ],
    [
      "a transient name",
      () => ({ nameIdAttributes: 'Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient"' }),
    ],
    ["a name of somebody else's giving", () => ({ nameIdAttributes: 'NameQualifier="elsewhere"' })],
    ["two names", () => ({ subject: "<saml:NameID>chief</saml:NameID>" })],
    ["an empty name", () => ({ nameId: "" })],
    ["a name of spaces", () => ({ nameId: "  " })],
    ["a name with a space at its end", () => ({ nameId: "ada " })],
    ["a name with a control character", () => ({ nameId: "ada&#x7;" })],
    ["a name made of elements", () => ({ nameId: "<saml:a>ada</saml:a>" })],
    ["no id", () => ({ id: "" })],
  ])("%s", async (_, change) => {
    expect(await finish(say(words(change())))).toMatchObject({ refused: "sign_in_failed" });
    expect(used.size).toBe(0);
  });

  test("an assertion that was used before, until it has expired", async () => {
    expect(await finish(say(words()))).toMatchObject({ identity: { subject: "ada" } });
    expect(await finish(say(words()))).toMatchObject({ refused: "sign_in_failed" });
    expect([...used.values()]).toEqual([at(360)]);
  });

  test.each<[string, (answer: URLSearchParams) => void]>([
    ["another RelayState", (answer) => answer.set("RelayState", "https://evil.example.org")],
    ["no RelayState", (answer) => answer.delete("RelayState")],
    ["no response", (answer) => answer.delete("SAMLResponse")],
    ["two responses", (answer) => answer.append("SAMLResponse", answer.get("SAMLResponse") ?? "")],
    [
      "a response that is no base64",
      (answer) => answer.set("SAMLResponse", `${answer.get("SAMLResponse")}*`),
    ],
  ])("%s", async (_, change) => {
    const answer = post(say(words()), secrets.relayState ?? "");
    change(answer);
    expect(await connect().finish(answer, secrets, { fresh: false })).toMatchObject({
      refused: "sign_in_failed",
    });
  });

  test.each<[string, string]>([
    ["deep", `${"<a>".repeat(30_000)}${"</a>".repeat(30_000)}`],
    [
      "deep behind what looks like an end",
      `${'<a b="/>">'.repeat(15_000)}${"</a>".repeat(15_000)}`,
    ],
    [
      "deep in ever more namespaces",
      `${Array.from({ length: 7_000 }, (_, n) => `<a xmlns:n${n}="u">`).join("")}${"</a>".repeat(7_000)}`,
    ],
    ["of many elements", "<a>1</a>".repeat(20_000)],
    [
      "of many attributes",
      `<a ${Array.from({ length: 15_000 }, (_, n) => `a${n}=""`).join(" ")}/>`,
    ],
    ["of quotes that do not end", `<a "`.repeat(40_000)],
  ])("what would keep the parser busy: %s", async (_, bomb) => {
    const began = performance.now();
    const xml = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">${bomb}</samlp:Response>`;
    expect(await finish(xml)).toMatchObject({
      refused: "sign_in_failed",
      cause: { message: expect.stringMatching(/^too (deep|many attributes)|does not end$/) },
    });
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  test("a response that is no UTF-8", async () => {
    const answer = post(
      Buffer.from(say(words({ nameId: "\u00e9" })), "latin1"),
      secrets.relayState ?? "",
    );
    expect(await connect().finish(answer, secrets, { fresh: false })).toMatchObject({
      refused: "sign_in_failed",
      cause: { code: "ERR_ENCODING_INVALID_ENCODED_DATA" },
    });
  });

  test("an honest answer to an attempt that knows of no request", async () => {
    const answer = post(say(words()), "");
    expect(await connect().finish(answer, {}, { fresh: false })).toMatchObject({
      refused: "sign_in_failed",
    });
  });

  test("an encrypted assertion where there is no key for it", async () => {
    const { decryption: _, ...keyless } = config;
    const provider = connectSaml(keyless, urls, forgetful);
    const xml = wrap(await encryptFor(sign(writeAssertion(words()))), words());
    expect(
      await provider.finish(post(xml, secrets.relayState ?? ""), secrets, { fresh: false }),
    ).toMatchObject({
      refused: "sign_in_failed",
      cause: { message: "an encrypted assertion, and no `decryption` key" },
    });
  });

  test("groups that the provider left out", async () => {
    const attributes = { "http://schemas.microsoft.com/claims/groups.link": ["https://x"] };
    expect(await finish(say(words({ attributes })))).toMatchObject({ refused: "too_many_groups" });
  });
});

test("either of two certificates verifies, while the provider changes them", async () => {
  const provider = { ...config.provider, certificates: [foreign.certificate, own.certificate] };
  expect(await finish(say(words()), { change: { provider } })).toMatchObject({
    identity: { subject: "ada" },
  });
});

describe("the request", () => {
  const requestIn = (url: URL) =>
    inflateRawSync(Buffer.from(url.searchParams.get("SAMLRequest") ?? "", "base64")).toString();

  test("asks for an answer here, with the contexts that prove a second factor", async () => {
    const request = await begin();
    const xml = requestIn(request.url);
    expect(request.url.href).toMatch(
      /^https:\/\/provider\.example\.org\/sso\?tenant=1&SAMLRequest=/,
    );
    expect(xml).toContain(`ID="${request.secrets.request}"`);
    expect(xml).toContain(`AssertionConsumerServiceURL="${acs}"`);
    expect(xml).toContain(`Destination="${config.provider.signInUrl}"`);
    expect(xml).toMatch(new RegExp(`<saml:Issuer[^>]*>${entityId}</saml:Issuer>`));
    expect(xml).toMatch(new RegExp(`Comparison="exact".*${twoFactorContext}<`));
    expect(xml).not.toContain("PasswordProtectedTransport");
    expect(xml).not.toContain("ForceAuthn");
  });

  test("makes the provider ask again where the sign-in has to be fresh", async () => {
    expect(requestIn((await begin(true)).url)).toContain('ForceAuthn="true"');
  });

  test("asks for no context where none is configured", async () => {
    const { secondFactor: _, ...plain } = config;
    const request = await connectSaml(plain, urls, forgetful).begin({ fresh: false });
    if (isRefusal(request)) throw new Error("refused");
    expect(requestIn(request.url)).not.toContain("RequestedAuthnContext");
  });

  test("is another one each time, and its RelayState says nothing", async () => {
    const [one, other] = [await begin(), await begin()];
    expect(one.secrets.request).not.toBe(other.secrets.request);
    expect(one.secrets.relayState).not.toBe(other.secrets.relayState);
    expect(one.secrets.relayState).toMatch(/^[\w-]{43}$/);
    expect(one.url.searchParams.get("RelayState")).toBe(one.secrets.relayState);
  });

  test("is signed where there is a key, RelayState and all", async () => {
    const { url } = await begin(false, { signing: foreign });
    const [, signed = "", signature = ""] =
      /(SAMLRequest=.*)&Signature=(.*)/.exec(url.search) ?? [];
    expect(url.searchParams.get("SigAlg")).toBe(
      "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    );
    expect(signed).toContain("&RelayState=");
    const bytes = Buffer.from(decodeURIComponent(signature), "base64");
    expect(verify("sha256", Buffer.from(signed), foreign.certificate, bytes)).toBe(true);
  });
});

describe("a second factor", () => {
  test.each<[string, string, boolean]>([
    ["is proven by a context that the config names", twoFactorContext, true],
    ["is not proven by another", passwordContext, false],
    ["is not proven by one that begins alike", `${twoFactorContext}/none`, false],
    ["is not proven by none", "", false],
  ])("%s", async (_, context, proven) => {
    expect(await finish(say(words({ context })))).toMatchObject({ secondFactor: proven });
  });

  test.each<[string, readonly string[], boolean]>([
    ["is proven by an attribute's value", ["pwd", "mfa"], true],
    ["is not proven by other values", ["pwd", "mfa?"], false],
    ["is not proven by an attribute without a value", [], false],
  ])("%s", async (_, values, proven) => {
    const change = { secondFactor: { attributes: { amr: ["mfa", "hwk"] } } };
    const result = await finish(say(words({ attributes: { amr: values } })), { change });
    expect(result).toMatchObject({ secondFactor: proven });
    if (proven) expect(result).toMatchObject({ evidence: { amr: "mfa" } });
  });

  test("is never proven where the config names no context", async () => {
    const { secondFactor: _, ...plain } = config;
    const provider = connectSaml(plain, urls, forgetful);
    const answer = post(say(words({ context: twoFactorContext })), secrets.relayState ?? "");
    expect(await provider.finish(answer, secrets, { fresh: false })).toMatchObject({
      secondFactor: false,
    });
  });
});

describe("a fresh sign-in", () => {
  test("is one of after it was begun, give or take a minute", async () => {
    now += 120_000;
    expect(
      await finish(say(words({ authenticated: started / 1000 - 60 })), { fresh: true }),
    ).toMatchObject({ authenticatedAt: started / 1000 - 60 });
  });

  test("is not one of before", async () => {
    expect(
      await finish(say(words({ authenticated: started / 1000 - 61 })), { fresh: true }),
    ).toMatchObject({ refused: "not_fresh" });
  });

  test("is not one that nothing is known of", async () => {
    const { begun: _, ...timeless } = secrets;
    const answer = post(say(words()), secrets.relayState ?? "");
    expect(await connect().finish(answer, timeless, { fresh: true })).toMatchObject({
      refused: "not_fresh",
    });
  });

  test("is not to be had of a provider whose times mean nothing", async () => {
    const change = { freshness: "unknown" } as const;
    expect(await connect(change).begin({ fresh: true })).toMatchObject({ refused: "not_fresh" });
    expect(await finish(say(words()), { fresh: true, change })).toMatchObject({
      refused: "not_fresh",
    });
    expect(await finish(say(words({ id: "_other" })), { change })).toMatchObject({
      authenticatedAt: null,
    });
  });
});

function at(seconds: number): number {
  return started / 1000 + seconds;
}
