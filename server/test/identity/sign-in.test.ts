import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DevelopmentProvider } from "../../src/identity/development-provider.ts";
import { startDevelopmentProvider } from "../../src/identity/development-provider.ts";
import { openOffice, origin, type TestOffice } from "../support/purser.ts";
import { type Browser, openBrowser } from "./browser.ts";
import { findFreePort } from "./free-port.ts";

const client = {
  id: "test",
  secret: "only for this test",
  redirectUris: [`${origin}/auth/callback`],
  postLogoutRedirectUris: [],
};
const accounts = [
  { subject: "sub-ada", name: "Ada", email: "ada@example.org", groups: ["admins", "viewers"] },
  { subject: "sub-nobody", name: "Nobody", email: "nobody@example.org", groups: ["elsewhere"] },
];
const sessionCookie = "purser-4000";
const attemptCookie = "purser-4000-sign-in";

let folder: string;
let port: number;
let provider: DevelopmentProvider;
let office: TestOffice;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "provider-"));
  port = await findFreePort();
  provider = await startDevelopmentProvider({ port, folder, clients: [client], accounts });
  office = await openOffice({
    schema: "create table orders (id int primary key)",
    resources: { orders: { access: { viewer: { read: true } } } },
    config: {
      identity: {
        kind: "oidc",
        issuer: provider.issuer,
        clientId: client.id,
        clientSecret: client.secret,
        allowInsecureIssuer: true,
        secondFactor: { included: { amr: "mfa" } },
      },
    },
  });
});

afterAll(async () => {
  await office?.close();
  await provider?.stop();
  await rm(folder, { recursive: true });
});

const browse = () => openBrowser(office.purser, origin);

async function signIn(browser: Browser, name = "Ada"): Promise<void> {
  const page = await browser.visit(await browser.chooseAccount(name));
  expect(page.next?.pathname).toBe("/orders");
}

async function isSignedIn(browser: Browser): Promise<boolean> {
  return (await browser.visit(new URL("/api/me", origin))).status === 200;
}

async function refusals(): Promise<number> {
  const { rows } = await office.admin.query(
    "select coalesce(sum(count), 0)::int as n from purser.stranger_refusal where code = 'sign_in_failed'",
  );
  return rows[0].n;
}

/** Nobody gets a session from this, it leads to the sign-in page, and it is counted. */
async function expectRefused(browser: Browser, callback: URL): Promise<void> {
  const before = await refusals();
  const page = await browser.visit(callback);
  expect(page.next?.href).toBe(`${origin}/sign-in?problem=sign_in_failed`);
  expect(browser.cookie(sessionCookie)).toBeUndefined();
  expect(await refusals()).toBe(before + 1);
}

test("the sign-in page learns the provider's name without a session", async () => {
  const page = await browse().visit(new URL("/auth/provider", origin));
  expect(JSON.parse(page.text)).toEqual({
    application: "Test office",
    provider: `localhost:${port}`,
  });
  expect(page.headers.get("cache-control")).toBe("no-store");
});

test("a sign-in opens a session with the roles of the groups, and is in the ledger", async () => {
  const browser = browse();
  await signIn(browser);
  const me = JSON.parse((await browser.visit(new URL("/api/me", origin))).text);
  expect(me).toMatchObject({
    name: "Ada",
    subject: "sub-ada",
    email: "ada@example.org",
    roles: ["viewer", "admin"],
  });
  const { rows } = await office.admin.query(
    `select e.kind, s.issuer, s.subject, s.idle::text, extract(epoch from s.expires_at - s.at)::int as seconds
     from purser.event e join purser.session s on s.id = e.session_id where s.id = $1`,
    [me.session.id],
  );
  expect(rows[0]).toEqual({
    kind: "session.signIn",
    issuer: provider.issuer,
    subject: "sub-ada",
    idle: "00:15:00",
    seconds: 12 * 60 * 60,
  });
});

test("the cookies are out of reach of scripts and other sites, and the ledger knows none of them", async () => {
  const browser = browse();
  const login = await browser.visit(new URL("/auth/login", origin));
  expect(login.headers.getSetCookie()[0]).toMatch(
    /; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/,
  );
  const page = await browser.visit(await browser.chooseAccount("Ada"));
  const [cleared, session] = page.headers.getSetCookie();
  expect(cleared).toMatch(/^purser-4000-sign-in=; Max-Age=0/);
  expect(session).toMatch(/^purser-4000=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  const { rows } = await office.admin.query(
    "select count(*)::int as n from purser.session where secret_hash = sha256($1) or secret_hash = sha256(sha256($1))",
    [browser.cookie(sessionCookie)],
  );
  // The second form is what it keeps: proof that the query would have found the first.
  expect(rows[0].n).toBe(1);
});

test("an answer to another browser's sign-in is refused", async () => {
  const [mine, other] = [browse(), browse()];
  const callback = await other.chooseAccount("Ada");
  await mine.chooseAccount("Ada");
  await expectRefused(mine, callback);
});

test("an answer without a sign-in under way is refused", async () => {
  const callback = await browse().chooseAccount("Ada");
  await expectRefused(browse(), callback);
});

test("a code works once, even for the browser that has used it", async () => {
  const browser = browse();
  const callback = await browser.chooseAccount("Ada");
  const attempt = browser.cookie(attemptCookie) ?? "";
  expect((await browser.visit(callback)).next?.pathname).toBe("/orders");
  const thief = browse();
  thief.setCookie(attemptCookie, attempt);
  await expectRefused(thief, callback);
});

test("a token that was made for another nonce is refused", async () => {
  const browser = browse();
  await expectRefused(
    browser,
    await browser.chooseAccount("Ada", (url) => url.searchParams.set("nonce", "other")),
  );
});

test("a code that was asked for with another PKCE challenge is refused", async () => {
  const browser = browse();
  const challenge = Buffer.alloc(32, 1).toString("base64url");
  await expectRefused(
    browser,
    await browser.chooseAccount("Ada", (url) => url.searchParams.set("code_challenge", challenge)),
  );
});

test.each([
  ["another issuer", (url: URL) => url.searchParams.set("iss", "https://elsewhere.example")],
  ["no issuer", (url: URL) => url.searchParams.delete("iss")],
  ["another state", (url: URL) => url.searchParams.set("state", "other")],
  ["no state", (url: URL) => url.searchParams.delete("state")],
  ["two states", (url: URL) => url.searchParams.append("state", "other")],
  ["another code", (url: URL) => url.searchParams.set("code", "other")],
  ["an error of the provider", (url: URL) => url.searchParams.set("error", "access_denied")],
])("a callback with %s is refused", async (_, change) => {
  const browser = browse();
  const callback = await browser.chooseAccount("Ada");
  change(callback);
  await expectRefused(browser, callback);
});

test("a sign-in under way that was tampered with is refused", async () => {
  const browser = browse();
  const callback = await browser.chooseAccount("Ada");
  const attempt = browser.cookie(attemptCookie) ?? "";
  browser.setCookie(attemptCookie, attempt.slice(0, -2) + (attempt.endsWith("AA") ? "BB" : "AA"));
  await expectRefused(browser, callback);
});

test("somebody without a role gets no session, and is recorded by name", async () => {
  const browser = browse();
  const page = await browser.visit(await browser.chooseAccount("Nobody"));
  expect(page.next?.href).toBe(`${origin}/sign-in?problem=no_role`);
  expect(browser.cookie(sessionCookie)).toBeUndefined();
  const { rows } = await office.admin.query(
    "select kind, session_id, actor from purser.event where code = 'no_role'",
  );
  expect(rows).toEqual([
    {
      kind: "session.signIn",
      session_id: null,
      actor: {
        issuer: provider.issuer,
        subject: "sub-nobody",
        name: "Nobody",
        email: "nobody@example.org",
      },
    },
  ]);
});

test("a sign-in brings a new session and ends the browser's older one", async () => {
  const browser = browse();
  await signIn(browser);
  const older = browser.cookie(sessionCookie) ?? "";
  await signIn(browser);
  expect(browser.cookie(sessionCookie)).not.toBe(older);
  const holder = browse();
  holder.setCookie(sessionCookie, older);
  expect(await isSignedIn(holder)).toBe(false);
  expect(await isSignedIn(browser)).toBe(true);
});

test("a session cookie that somebody planted before the sign-in opens nothing after it", async () => {
  const browser = browse();
  const planted = Buffer.alloc(32, 7).toString("base64url");
  browser.setCookie(sessionCookie, planted);
  await signIn(browser);
  expect(browser.cookie(sessionCookie)).not.toBe(planted);
  const planter = browse();
  planter.setCookie(sessionCookie, planted);
  expect(await isSignedIn(planter)).toBe(false);
});

test("signing out ends the session in the ledger, records it, and takes the cookie away", async () => {
  const browser = browse();
  await signIn(browser);
  const secret = browser.cookie(sessionCookie) ?? "";
  const answer = await browser.visit(new URL("/auth/logout", origin), "POST");
  const { providerLogout } = JSON.parse(answer.text);
  expect(providerLogout).toBe(`${provider.issuer}/session/end?client_id=test`);
  expect(browser.cookie(sessionCookie)).toBeUndefined();
  const holder = browse();
  holder.setCookie(sessionCookie, secret);
  expect(await isSignedIn(holder)).toBe(false);
  const { rows } = await office.admin.query(
    "select details from purser.event where kind = 'session.signOut' order by at desc limit 1",
  );
  expect(rows[0].details).toEqual({ reason: "signed out" });
});

test("signing out twice, or without a session, is no error", async () => {
  const answer = await browse().visit(new URL("/auth/logout", origin), "POST");
  expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { providerLogout: null }]);
});

test("a cookie that somebody made up is no reason to ask the provider anything", async () => {
  const browser = browse();
  browser.setCookie(sessionCookie, Buffer.alloc(32, 7).toString("base64url"));
  const answer = await browser.visit(new URL("/auth/logout", origin), "POST");
  expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { providerLogout: null }]);
});

test("another site cannot sign anybody out", async () => {
  const browser = browse();
  await signIn(browser);
  const secret = browser.cookie(sessionCookie);
  const answer = await office.purser.fetch(
    new Request(new URL("/auth/logout", origin), {
      method: "POST",
      headers: { cookie: `${sessionCookie}=${secret}`, origin: "https://evil.example" },
    }),
  );
  expect(answer.status).toBe(403);
  expect(await isSignedIn(browser)).toBe(true);
});

test("while the provider is down nobody signs in, sessions stay, and it works again by itself", async () => {
  const browser = browse();
  await signIn(browser);
  const late = browse();
  const callback = await late.chooseAccount("Ada");
  const stranger = await openOffice({
    schema: "create table orders (id int primary key)",
    resources: { orders: { access: { viewer: { read: true } } } },
    config: { identity: office.config.identity },
  });
  try {
    await provider.stop();
    expect((await late.visit(callback)).next?.search).toBe("?problem=identity_unavailable");
    expect(await isSignedIn(browser)).toBe(true);
    const first = openBrowser(stranger.purser, origin);
    const login = new URL("/auth/login", origin);
    expect((await first.visit(login)).next?.search).toBe("?problem=identity_unavailable");
    provider = await startDevelopmentProvider({ port, folder, clients: [client], accounts });
    expect((await first.visit(login)).next?.origin).toBe(provider.issuer);
  } finally {
    await stranger.close();
  }
});
