import { afterAll, beforeAll, expect, test } from "vitest";
import { saml } from "../../src/config/saml.ts";
import { openOffice, origin, type TestOffice } from "../support/purser.ts";
import {
  honest,
  issuer,
  own,
  post,
  say,
  twoFactorContext,
  type Words,
} from "./saml-forging-provider.ts";

const acs = `${origin}/auth/saml/acs`;

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice({
    schema: "create table orders (id int primary key)",
    resources: { orders: { access: { viewer: { read: true } } } },
    config: {
      roles: { viewer: { groups: ["staff"] } },
      identity: saml({
        provider: {
          entityId: issuer,
          signInUrl: "https://provider.example.org/sso",
          certificates: [own.certificate],
        },
        secondFactor: { contexts: [twoFactorContext] },
      }),
    },
  });
});
afterAll(() => office?.close());

const call = (path: string, cookies: readonly string[], form?: URLSearchParams) =>
  office.purser.fetch(
    new Request(origin + path, {
      headers: {
        cookie: cookies.join("; "),
        ...(form && { origin: "https://provider.example.org" }),
      },
      ...(form && { method: "POST", body: form }),
    }),
  );

/** `name=value` of the cookie that an answer sets under this name. */
function cookieIn(answer: Response, name: string): string {
  const line = answer.headers.getSetCookie().find((each) => each.startsWith(`${name}=`));
  return line?.split(";")[0] ?? "";
}

/** From `/auth/login` to the answer to the provider's form, which brings the attempt's cookie and no other. */
async function signIn(session: readonly string[] = [], words: Partial<Words> = {}) {
  const begun = await call("/auth/login?returnTo=/orders", session);
  const asked = new URL(begun.headers.get("location") ?? "");
  const { request } = await readRequest(asked);
  const now = Math.floor(Date.now() / 1000);
  const said = {
    ...honest(request, now),
    recipient: acs,
    destination: acs,
    audience: `${origin}/auth/saml/metadata`,
    context: twoFactorContext,
    ...words,
  };
  const form = post(say(said), asked.searchParams.get("RelayState") ?? "");
  const attempt = cookieIn(begun, "purser-4000-sign-in");
  const answer = await call("/auth/saml/acs", [attempt], form);
  return { begun, answer, repeat: () => call("/auth/saml/acs", [attempt], form) };
}

async function readRequest(address: URL): Promise<{ readonly request: string }> {
  const bytes = Buffer.from(address.searchParams.get("SAMLRequest") ?? "", "base64");
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const xml = await new Response(inflated).text();
  return { request: /ID="([^"]+)"/.exec(xml)?.[1] ?? "" };
}

test("an assertion opens a session, once, and the form's cookie says that it comes from elsewhere", async () => {
  const { begun, answer, repeat } = await signIn();
  expect(begun.headers.getSetCookie().join()).toMatch(/HttpOnly; Secure; SameSite=None/);
  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toBe("/orders");
  const session = cookieIn(answer, "purser-4000");
  const me = await call("/api/me", [session]);
  expect(await me.json()).toMatchObject({ name: "Ada Lovelace", roles: ["viewer"] });
  expect((await repeat()).headers.get("location")).toBe("/sign-in?problem=sign_in_failed");
});

test("whoever proved one factor goes on to the second, and no further", async () => {
  const { answer } = await signIn([], {
    context: "urn:oasis:names:tc:SAML:2.0:ac:classes:Password",
  });
  expect(answer.headers.get("location")).toBe("/second-factor?returnTo=%2Forders");
  const session = cookieIn(answer, "purser-4000");
  const me = await call("/api/me", [session]);
  expect(me.status).toBe(401);
  expect(await me.json()).toMatchObject({ code: "second_factor_required" });
});

test("the session that the browser had before ends, though the form does not bring its cookie", async () => {
  const first = cookieIn((await signIn()).answer, "purser-4000");
  const second = cookieIn((await signIn([first])).answer, "purser-4000");
  expect((await call("/api/me", [second])).status).toBe(200);
  expect((await call("/api/me", [first])).status).toBe(401);
});

test("nobody but the browser that began it is signed in by an assertion", async () => {
  const begun = await call("/auth/login", []);
  const { request } = await readRequest(new URL(begun.headers.get("location") ?? ""));
  const said = {
    ...honest(request, Math.floor(Date.now() / 1000)),
    recipient: acs,
    destination: acs,
    audience: `${origin}/auth/saml/metadata`,
  };
  const relay = new URL(begun.headers.get("location") ?? "").searchParams.get("RelayState") ?? "";
  const answer = await call("/auth/saml/acs", [], post(say(said), relay));
  expect(answer.headers.get("location")).toBe("/sign-in?problem=sign_in_failed");
  expect(cookieIn(answer, "purser-4000")).toBe("");
});

test("its administrator finds what to register", async () => {
  const answer = await call("/auth/saml/metadata", []);
  expect(answer.headers.get("content-type")).toContain("application/samlmetadata+xml");
  expect(await answer.text()).toContain(`Location="${acs}"`);
});
