import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPurser, type Purser } from "../../src/purser.ts";
import { at, origin, type TestOffice, type Visitor } from "../support/purser.ts";
import {
  type Claims,
  type ForgingProvider,
  signToken,
  startForgingProvider,
} from "./forging-provider.ts";
import { openProvidedOffice } from "./provided-office.ts";

const path = "/auth/backchannel-logout";
let forger: ForgingProvider;
let office: TestOffice;
let other: Purser;

beforeAll(async () => {
  forger = await startForgingProvider();
  office = await openProvidedOffice(forger.issuer);
  other = await createPurser(office.config);
});
afterAll(async () => {
  await other?.stop();
  await office?.close();
  await forger?.stop();
});

/** Somebody whom the provider signed in, in a session of its own. */
async function signedIn(subject: string, providerSession: string): Promise<Visitor> {
  const visitor = await office.signIn("viewer");
  await office.admin.query("alter table purser.session disable trigger append_only");
  await office.admin.query(
    "update purser.session set issuer = $1, subject = $2, provider_session = $3 where subject = $4",
    [forger.issuer, subject, providerSession, visitor.subject],
  );
  await office.admin.query("alter table purser.session enable always trigger append_only");
  return visitor;
}

function tokenAbout(about: Claims, type = "logout+jwt"): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: forger.issuer,
    aud: "purser",
    iat: now,
    exp: now + 120,
    jti: randomUUID(),
    events: { "http://schemas.openid.net/event/backchannel-logout": {} },
    ...about,
  };
  return signToken(claims, { alg: "RS256", kid: "own", typ: type });
}

/** As a provider's server does: from nowhere, with neither cookie nor `Origin`. */
function notify(token: string, type = "application/x-www-form-urlencoded"): Promise<Response> {
  return office.purser.fetch(
    new Request(origin + path, {
      method: "POST",
      headers: { "content-type": type },
      body: new URLSearchParams({ logout_token: token }).toString(),
    }),
  );
}

async function codeOf(answer: Response): Promise<readonly [status: number, code: string]> {
  return [answer.status, JSON.parse(await answer.text()).code];
}

async function isSignedIn(visitor: Visitor): Promise<boolean> {
  return (await visitor.get("/api/me")).status === 200;
}

/** I4, and what must not be refused */
test.each<[string, Claims, readonly string[]]>([
  ["a session of the provider ends that", { sid: "s1" }, ["ada in s1"]],
  ["a person ends all of theirs", { sub: "ada" }, ["ada in s1", "ada in s2"]],
  ["a person in a session ends that of theirs", { sub: "ada", sid: "s2" }, ["ada in s2"]],
  ["a person in a session that is somebody else's ends none", { sub: "eve", sid: "s1" }, []],
  ["nobody who is here ends none", { sub: "mallory" }, []],
])("a logout token about %s", async (_, about, expected) => {
  const people = {
    "ada in s1": await signedIn("ada", "s1"),
    "ada in s2": await signedIn("ada", "s2"),
    "eve in s3": await signedIn("eve", "s3"),
  };
  const answer = await notify(tokenAbout(about));
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
  const ended: string[] = [];
  for (const [name, visitor] of Object.entries(people))
    if (!(await isSignedIn(visitor))) ended.push(name);
  expect(ended).toEqual(expected);
  for (const visitor of Object.values(people)) await visitor.send("POST", "/auth/logout");
});

test("a session that the provider ended is over at every server, and the log has it", async () => {
  const ada = at(other, await signedIn("ada", "s1"));
  const { session } = (await ada.get("/api/me")).json;
  const answer = await notify(tokenAbout({ sid: "s1" }));
  expect(answer.status).toBe(200);
  expect((await ada.get("/api/me")).problem?.code).toBe("session_ended");
  const { rows } = await office.admin.query(
    "select details, session_id from purser.event where kind = 'session.end' and details -> 'sessions' ? $1",
    [session.id],
  );
  expect(rows).toEqual([
    { session_id: null, details: { sessions: [session.id], reason: "ended by the provider" } },
  ]);
});

test("a logout token that the ledger could not heed is not used up", async () => {
  const ada = await signedIn("ada", "s1");
  const token = tokenAbout({ sub: "ada" });
  await office.admin.query("begin");
  await office.admin.query("lock table purser.session in access exclusive mode");
  try {
    expect((await notify(token)).status).toBe(500);
  } finally {
    await office.admin.query("rollback");
  }
  expect((await notify(token)).status).toBe(200);
  expect(await isSignedIn(ada)).toBe(false);
});

test("a logout token is used once, at whatever server", async () => {
  const token = tokenAbout({ sub: "ada" });
  expect((await notify(token)).status).toBe(200);
  const ada = await signedIn("ada", "s1");
  const again = await notify(token);
  expect(await codeOf(again)).toEqual([400, "malformed_request"]);
  expect(await isSignedIn(ada)).toBe(true);
});

test.each<[string, () => string]>([
  ["with a nonce", () => tokenAbout({ sub: "ada", nonce: "n" })],
  ["without the event", () => tokenAbout({ sub: "ada", events: {} })],
  ["for another audience", () => tokenAbout({ sub: "ada", aud: "another" })],
  ["of another issuer", () => tokenAbout({ sub: "ada", iss: "https://elsewhere.example" })],
  ["about nobody", () => tokenAbout({})],
  ["that has expired", () => tokenAbout({ sub: "ada", iat: 1_000_000, exp: 1_000_120 })],
  ["without an id", () => tokenAbout({ sub: "ada", jti: undefined })],
  ["of another type", () => tokenAbout({ sub: "ada" }, "JWT")],
  ["that is none", () => "logout"],
  ["that is empty", () => ""],
])("a token %s ends nothing", async (_, make) => {
  const ada = await signedIn("ada", "s1");
  const answer = await notify(make());
  expect(await codeOf(answer)).toEqual([400, "malformed_request"]);
  expect(await isSignedIn(ada)).toBe(true);
  await ada.send("POST", "/auth/logout");
});

test("a token is taken as a form that is posted, and in no other way", async () => {
  const ada = await signedIn("ada", "s1");
  const token = tokenAbout({ sub: "ada" });
  const get = await office.purser.fetch(new Request(`${origin}${path}?logout_token=${token}`));
  expect([404, 405]).toContain(get.status);
  for (const type of ["application/json", "text/plain", "multipart/form-data"])
    expect((await notify(token, type)).status).toBe(415);
  expect(await isSignedIn(ada)).toBe(true);
});

test("while the provider's keys cannot be had, nothing ends and the provider is told to try again", async () => {
  const ada = await signedIn("ada", "s1");
  const fresh = await createPurser(office.config);
  try {
    forger.answer("/.well-known/openid-configuration", { status: 503, body: {} });
    const answer = await fresh.fetch(
      new Request(origin + path, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ logout_token: tokenAbout({ sub: "ada" }) }).toString(),
      }),
    );
    expect(await codeOf(answer)).toEqual([503, "identity_unavailable"]);
    expect(await isSignedIn(ada)).toBe(true);
  } finally {
    forger.heal();
    await fresh.stop();
  }
});
