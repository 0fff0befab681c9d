import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { isRefusal } from "../../src/contract/index.ts";
import type { Authentication } from "../../src/identity/authentication.ts";
import type { Account } from "../../src/identity/development-provider/options.ts";
import {
  type DevelopmentProvider,
  startDevelopmentProvider,
} from "../../src/identity/development-provider.ts";
import { connectOidc } from "../../src/identity/oidc.ts";
import type { IdentityProvider } from "../../src/identity/provider.ts";
import { nextOf, openCookieFetch } from "./cookie-fetch.ts";
import { findFreePort } from "./free-port.ts";

const redirectUri = "http://localhost:4999/auth/callback";
const ada = { subject: "ada", name: "Ada", email: "ada@example.org", groups: ["staff"] };
/** Who has an account, at any moment. */
const accounts: Account[] = [];
let folder: string;
let provider: DevelopmentProvider;
let peer: IdentityProvider;
/** Takes the provider's pushes. */
let receiver: Server;
let received: Promise<string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "development-provider-"));
  receiver = createServer().listen(0, "127.0.0.1");
  await once(receiver, "listening");
  const address = receiver.address();
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  received = new Promise((done) => {
    receiver.once("request", async (request, response) => {
      const form = new URLSearchParams(await text(request));
      response.end();
      done(form.get("logout_token") ?? "");
    });
  });
  const client = {
    id: "purser",
    secret: "only for this test",
    redirectUris: [redirectUri],
    postLogoutRedirectUris: [],
    backchannelLogoutUri: `http://127.0.0.1:${address.port}/auth/backchannel-logout`,
  };
  provider = await startDevelopmentProvider({
    port: await findFreePort(),
    folder,
    clients: [client],
    accounts,
  });
  peer = connectOidc(
    {
      kind: "oidc",
      issuer: provider.issuer,
      clientId: client.id,
      clientSecret: client.secret,
      secondFactor: { included: { amr: "mfa" } },
      allowInsecureIssuer: true,
    },
    redirectUri,
  );
});

afterAll(async () => {
  await provider.stop();
  receiver.close();
  await rm(folder, { recursive: true });
});

beforeEach(() => {
  accounts.splice(0, accounts.length, ada);
});

type Browse = ReturnType<typeof openCookieFetch>;

/** To the provider's page, a click on Ada, and back; `form` is what the page's form holds. */
async function signIn(browse: Browse, { form = "", fresh = false } = {}): Promise<Authentication> {
  const request = await peer.begin({ fresh });
  if (isRefusal(request)) throw request.cause;
  const page = nextOf(await browse(request.url));
  expect(await (await browse(page)).text()).toContain("With a password only");
  const action = new URL(`${page.href}?account=ada`);
  const chosen = await browse(action, { method: "POST", body: new URLSearchParams(form) });
  const { searchParams } = nextOf(await browse(nextOf(chosen)));
  const answer = await peer.finish(searchParams, request.secrets, { fresh });
  if (isRefusal(answer)) throw answer.cause;
  return answer;
}

test("two factors, or a password only where the box is ticked", async () => {
  expect(await signIn(openCookieFetch())).toMatchObject({
    secondFactor: true,
    evidence: { acr: "mfa", amr: ["pwd", "mfa"], auth_time: expect.any(Number) },
  });
  const { secondFactor, evidence } = await signIn(openCookieFetch(), { form: "factors=password" });
  expect({ secondFactor, ...evidence }).toEqual({
    secondFactor: false,
    amr: ["pwd"],
    auth_time: expect.any(Number),
  });
});

test("a fresh sign-in asks again, and another one of the same browser is a new proof", async () => {
  const browse = openCookieFetch();
  const first = await signIn(browse);
  const second = await signIn(browse, { fresh: true });
  expect(second.authenticatedAt).toBeGreaterThanOrEqual(first.authenticatedAt ?? Infinity);
});

test("whoever has an account is still there, and gone with it", async () => {
  const { refreshToken } = await signIn(openCookieFetch());
  const here = await peer.recheck?.(refreshToken ?? "");
  expect(here).toMatchObject({ state: "here", groups: ["staff"] });
  accounts.length = 0;
  expect(await peer.recheck?.(here?.state === "here" ? here.refreshToken : "")).toMatchObject({
    state: "gone",
  });
});

test("signing out at the provider is pushed, and ends what it has given", async () => {
  const browse = openCookieFetch();
  const { providerSession, refreshToken } = await signIn(browse);
  const page = await (await browse(new URL("/session/end", provider.issuer))).text();
  const [, xsrf = ""] = /name="xsrf" value="([^"]+)"/.exec(page) ?? [];
  const body = new URLSearchParams({ xsrf, logout: "yes" });
  await browse(new URL("/session/end/confirm", provider.issuer), { method: "POST", body });
  expect(await peer.readLogoutToken?.(await received)).toMatchObject({
    issuer: provider.issuer,
    subject: "ada",
    providerSession,
  });
  expect(providerSession).toEqual(expect.any(String));
  expect(await peer.recheck?.(refreshToken ?? "")).toMatchObject({ state: "gone" });
});
