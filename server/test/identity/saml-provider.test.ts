import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SamlConfig, saml } from "../../src/config/saml.ts";
import { isRefusal } from "../../src/contract/index.ts";
import type { WantedAuthentication } from "../../src/identity/provider.ts";
import { samlMetadata } from "../../src/identity/saml/own-metadata.ts";
import { readProviderMetadata } from "../../src/identity/saml/provider-metadata.ts";
import { connectSaml } from "../../src/identity/saml.ts";
import { reportSkipped } from "../support/skipped.ts";
import { openSamlBrowser, type SamlBrowser } from "./saml-browser.ts";
import { acs, entityId, foreign, own, reader, twoFactorContext } from "./saml-forging-provider.ts";
import { findSimpleSamlPhp, type SimpleSamlPhp, startSimpleSamlPhp } from "./simplesamlphp.ts";

const isHere = await findSimpleSamlPhp();
if (!isHere) await reportSkipped("simplesamlphp: signing in with a SAML provider that is not ours");

const urls = { acs, metadata: entityId };

describe.skipIf(!isHere).each([
  { ways: "in clear", isStrict: false },
  { ways: "with signed requests and encrypted assertions", isStrict: true },
])("simplesamlphp, $ways", ({ isStrict }) => {
  let server: SimpleSamlPhp;
  let config: SamlConfig;

  beforeAll(async () => {
    const mine = {
      secondFactor: { contexts: [twoFactorContext] },
      ...(isStrict && { signing: foreign, decryption: reader }),
    };
    const unknown = { entityId: "-", signInUrl: "https://-", certificates: [] };
    const application = samlMetadata(saml({ ...mine, provider: unknown }), urls);
    server = await startSimpleSamlPhp({ application, keys: own, isStrict });
    const answer = await fetch(new URL("/saml2/idp/metadata.php", server.origin));
    config = saml({ ...mine, provider: await readProviderMetadata(await answer.text()) });
  });

  afterAll(() => server?.stop());

  function connect(change: Partial<SamlConfig> = {}) {
    const desk = { claimOnce: async () => true, now: () => Date.now() };
    return connectSaml({ ...config, ...change }, urls, desk);
  }

  /** From our redirect to the form that the provider has the browser post to us. */
  async function signIn(
    browser: SamlBrowser,
    username: string,
    wanted: WantedAuthentication = { fresh: false },
    provider = connect(),
  ) {
    const request = await provider.begin(wanted);
    if (isRefusal(request)) throw new Error(`refused: ${request.refused}`);
    const first = await browser.visit(request.url);
    const hasAsked = "password" in first.fields;
    const last = hasAsked
      ? await browser.visit(first.url, { ...first.fields, username, password: "correct" })
      : first;
    expect(last.action, last.text).toBe(acs);
    const result = await provider.finish(new URLSearchParams(last.fields), request.secrets, wanted);
    return { hasAsked, result };
  }

  test("says in its metadata what the config needs", () => {
    expect(config.provider).toEqual({
      entityId: `${server.origin}/metadata`,
      signInUrl: `${server.origin}/saml2/idp/SSOService.php`,
      certificates: [own.certificate],
    });
  });

  test("vouches for somebody, with the second factor that was asked for", async () => {
    const { result } = await signIn(openSamlBrowser(), "ada");
    expect(result).toMatchObject({
      identity: {
        issuer: config.provider.entityId,
        subject: "ada",
        name: "Ada Lovelace",
        email: "ada@example.org",
        groups: ["staff", "chiefs"],
        claims: {},
      },
      secondFactor: true,
      evidence: { AuthnContextClassRef: twoFactorContext },
      providerSession: expect.stringMatching(/^_/),
    });
  });

  test("vouches for somebody else without one", async () => {
    const { result } = await signIn(openSamlBrowser(), "bob");
    expect(result).toMatchObject({
      identity: { subject: "bob", name: "Bob & <Bob>", email: null, groups: ["staff"] },
      secondFactor: false,
    });
  });

  test("does not ask again, unless the sign-in has to be fresh", async () => {
    const browser = openSamlBrowser();
    expect(await signIn(browser, "ada")).toMatchObject({ hasAsked: true });
    expect(await signIn(browser, "ada")).toMatchObject({ hasAsked: false });
    const { hasAsked, result } = await signIn(browser, "ada", { fresh: true });
    expect(hasAsked).toBe(true);
    expect(result).toMatchObject({ identity: { subject: "ada" } });
  });

  test("lets nobody through with a wrong password", async () => {
    const browser = openSamlBrowser();
    const request = await connect().begin({ fresh: false });
    if (isRefusal(request)) throw new Error(`refused: ${request.refused}`);
    const page = await browser.visit(request.url);
    const next = await browser.visit(page.url, {
      ...page.fields,
      username: "ada",
      password: "wrong",
    });
    expect(next.fields).not.toHaveProperty("SAMLResponse");
    expect(next.text).toContain("Incorrect username or password");
  });

  test("is not believed for another sign-in, another certificate, another audience", async () => {
    const provider = connect();
    const request = await provider.begin({ fresh: false });
    const other = await provider.begin({ fresh: false });
    if (isRefusal(request) || isRefusal(other)) throw new Error("refused");
    const browser = openSamlBrowser();
    const page = await browser.visit(request.url);
    const { fields } = await browser.visit(page.url, {
      ...page.fields,
      username: "ada",
      password: "correct",
    });
    const form = new URLSearchParams(fields);
    const wanted = { fresh: false };
    const refused = { refused: "sign_in_failed" };
    const elsewhere = { ...config.provider, certificates: [foreign.certificate] };
    const answers = [
      await provider.finish(
        form,
        { ...other.secrets, relayState: request.secrets.relayState ?? "" },
        wanted,
      ),
      await connect({ provider: elsewhere }).finish(form, request.secrets, wanted),
      await connect({ entityId: "https://elsewhere" }).finish(form, request.secrets, wanted),
    ];
    expect(answers).toMatchObject([refused, refused, refused]);
    expect(await provider.finish(form, request.secrets, wanted)).toMatchObject({
      identity: { subject: "ada" },
    });
  });

  if (isStrict)
    test("answers no request that was changed on the way", async () => {
      const request = await connect().begin({ fresh: true });
      const { signing: _, ...unsigned } = config;
      const desk = { claimOnce: async () => true, now: () => Date.now() };
      const forged = await connectSaml(unsigned, urls, desk).begin({ fresh: false });
      if (isRefusal(request) || isRefusal(forged)) throw new Error("refused");
      expect((await openSamlBrowser().visit(request.url)).fields).toHaveProperty("password");
      request.url.searchParams.set("SAMLRequest", forged.url.searchParams.get("SAMLRequest") ?? "");
      for (const url of [request.url, forged.url])
        expect((await openSamlBrowser().visit(url)).fields).not.toHaveProperty("password");
    });
});
