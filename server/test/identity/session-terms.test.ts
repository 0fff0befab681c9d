import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { giveSession } from "../support/give-session.ts";
import { at, origin, type TestOffice, type Visitor } from "../support/purser.ts";
import { approach, arrive, depart, enter } from "./arrive.ts";
import { type BehavingProvider, startBehavingProvider } from "./behaving-provider.ts";
import { openProvidedOffice } from "./provided-office.ts";

/** Who signs in next, by their subject at the provider. */
let subject: string;
let provider: BehavingProvider;
let office: TestOffice;

beforeAll(async () => {
  provider = await startBehavingProvider({
    redirectUri: `${origin}/auth/callback`,
    login: () => ({ accountId: subject, amr: ["mfa"] }),
    claims: () => ({
      groups: ["viewers"],
      name: "Somebody",
      email: "shared@example.org",
      email_verified: true,
    }),
    configuration: { claims: { openid: ["sub", "amr", "auth_time", "groups", "name", "email"] } },
  });
  office = await openProvidedOffice(provider.issuer);
});
afterAll(async () => {
  await office?.close();
  await provider?.stop();
});
beforeEach(() => {
  subject = `person-${randomBytes(4).toString("hex")}`;
});

const signIn = () => arrive(office.purser);

async function isSignedIn(visitor: Visitor): Promise<boolean> {
  return (await visitor.get("/api/me")).status === 200;
}

async function sessionsOf(person: string) {
  const { rows } = await office.admin.query(
    `select s.id, e.reason, host(s.address) as address from purser.session s left join purser.session_end e on e.session_id = s.id
    where s.subject = $1 order by s.at`,
    [person],
  );
  return rows;
}

async function setSeen(person: string, ago: string): Promise<void> {
  await office.admin.query(
    `update purser.session_activity set seen_at = clock_timestamp() - $2::interval
    where session_id in (select id from purser.session where subject = $1)`,
    [person, ago],
  );
}

test("a fourth session ends the one that was used longest ago", async () => {
  const [first, second, third] = [await signIn(), await signIn(), await signIn()];
  await setSeen(subject, "1 minute");
  for (const visitor of [first, third]) expect(await isSignedIn(visitor)).toBe(true);
  const fourth = await signIn();
  expect(await isSignedIn(second)).toBe(false);
  for (const visitor of [first, third, fourth]) expect(await isSignedIn(visitor)).toBe(true);
  expect((await sessionsOf(subject)).map(({ reason }) => reason)).toEqual([
    null,
    "too many",
    null,
    null,
  ]);
});

test("whoever has three sessions and signs in anew in one of them keeps the other two", async () => {
  const [first, second, third] = [await signIn(), await signIn(), await signIn()];
  const { next, visitor } = await enter(
    office.purser,
    await approach(await depart(office.purser)),
    third.cookie,
  );
  expect(next).toBe("/");
  for (const each of [first, second, visitor]) expect(await isSignedIn(each)).toBe(true);
  expect((await sessionsOf(subject)).map(({ reason }) => reason)).toEqual([
    null,
    null,
    "signed in again",
    null,
  ]);
});

test("of ten sign-ins of one person at once, three sessions are left", async () => {
  const arrivals = await Promise.all(
    Array.from({ length: 10 }, async () => approach(await depart(office.purser))),
  );
  const arrived = await Promise.all(arrivals.map((arrival) => enter(office.purser, arrival)));
  expect(arrived.every(({ next }) => next === "/")).toBe(true);
  const lives = await Promise.all(arrived.map(({ visitor }) => isSignedIn(visitor)));
  expect(lives.filter((each) => each)).toHaveLength(3);
});

test("a sign-in that overlaps with another of the same person counts what that leaves", async () => {
  for (let place = 0; place < 3; place += 1) await signIn();
  const other = new pg.Client(office.adminUrl);
  await other.connect();
  const open = (client: pg.Client) => giveSession(client, { issuer: provider.issuer, subject });
  try {
    await other.query("begin");
    await open(other);
    const waiting = open(office.login);
    await expect
      .poll(async () => {
        const { rows } = await office.admin.query(
          "select from pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0",
        );
        return rows.length;
      })
      .toBe(1);
    await other.query("commit");
    await waiting;
  } finally {
    await other.end();
  }
  const { rows } = await office.admin.query(
    "select count(*)::int as live from purser.session s where s.subject = $1 and purser.is_live(s)",
    [subject],
  );
  expect(rows).toEqual([{ live: 3 }]);
});

/** I3 */
test("a session that somebody planted in the browser beforehand is never adopted", async () => {
  const planted = `purser-4000=${randomBytes(32).toString("base64url")}`;
  const arrival = await approach(await depart(office.purser));
  const { visitor } = await enter(office.purser, arrival, planted);
  expect(visitor.cookie).toMatch(/^purser-4000=[\w-]{43}$/);
  expect(visitor.cookie).not.toBe(planted);
  expect(await isSignedIn(at(office.purser, { ...visitor, cookie: planted }))).toBe(false);
  expect(await isSignedIn(visitor)).toBe(true);
});

test("an attacker's own live session in the victim's browser is not the victim's afterwards", async () => {
  const attacker = await signIn();
  subject = `${subject}-victim`;
  const arrival = await approach(await depart(office.purser));
  const { visitor } = await enter(office.purser, arrival, attacker.cookie);
  expect((await visitor.get("/api/me")).json.subject).toBe(subject);
  expect(visitor.cookie).not.toBe(attacker.cookie);
  expect(await isSignedIn(attacker)).toBe(false);
});

test("each sign-in has a new secret, and the one before is dead", async () => {
  const before = await signIn();
  const arrival = await approach(await depart(office.purser));
  const { visitor } = await enter(office.purser, arrival, before.cookie);
  expect(visitor.cookie).not.toBe(before.cookie);
  expect(await isSignedIn(before)).toBe(false);
  expect(await isSignedIn(visitor)).toBe(true);
  expect((await sessionsOf(subject)).map(({ reason }) => reason)).toEqual([
    "signed in again",
    null,
  ]);
});

test("what a page asks for by itself keeps nobody signed in, however often it asks", async () => {
  const visitor = await signIn();
  await setSeen(subject, "14 minutes 30 seconds");
  const background = { "purser-background": "true" };
  for (let turn = 0; turn < 3; turn += 1)
    expect((await visitor.get("/api/me", background)).status).toBe(200);
  expect(await secondsSinceSeen(subject)).toBeGreaterThan(14 * 60);
  await setSeen(subject, "15 minutes");
  expect((await visitor.get("/api/me", background)).problem?.code).toBe("session_ended");
  expect((await visitor.get("/api/me")).problem?.code).toBe("session_ended");
});

test("what the person asks for keeps them signed in, also just after what the page asked for", async () => {
  const visitor = await signIn();
  await setSeen(subject, "14 minutes");
  await visitor.get("/api/me", { "purser-background": "true" });
  expect(await secondsSinceSeen(subject)).toBeGreaterThan(13 * 60);
  await visitor.get("/api/me");
  expect(await secondsSinceSeen(subject)).toBeLessThan(60);
});

async function secondsSinceSeen(person: string): Promise<number> {
  const { rows } = await office.admin.query(
    `select extract(epoch from clock_timestamp() - a.seen_at)::float as seconds
    from purser.session_activity a join purser.session s on s.id = a.session_id where s.subject = $1`,
    [person],
  );
  return rows[0].seconds;
}

test("a session ends at its last hour, however busy it is", async () => {
  const visitor = await signIn();
  expect(await isSignedIn(visitor)).toBe(true);
  await office.admin.query("alter table purser.session disable trigger append_only");
  await office.admin.query(
    "update purser.session set expires_at = clock_timestamp() where subject = $1",
    [subject],
  );
  await office.admin.query("alter table purser.session enable always trigger append_only");
  expect((await visitor.get("/api/me")).problem?.code).toBe("session_ended");
});

/** I6 */
test("who proves in a session who they are does not become somebody else in it", async () => {
  const ada = await signIn();
  const victim = subject;
  const departure = await depart(office.purser, { path: "/auth/login?fresh=true", ...ada });
  subject = `${victim}-other`;
  const { next, visitor } = await enter(office.purser, await approach(departure), ada.cookie);
  expect(next).toBe("/sign-in?problem=other_person");
  expect(visitor.cookie).toBe("");
  expect((await ada.get("/api/me")).json.subject).toBe(victim);
  const { rows } = await office.admin.query(
    "select kind from purser.event where code = 'other_person' and actor ->> 'subject' = $1",
    [subject],
  );
  expect(rows).toEqual([{ kind: "session.signIn" }]);
});

test("an e-mail address that was given to somebody new gives them nothing of whoever had it", async () => {
  const state = { filter: [], sort: [], search: "", columns: null };
  const views = "/api/resources/orders/views";
  const before = await signIn();
  await before.send("POST", views, { name: "Mine", shared: false, state });
  const { email } = (await before.get("/api/me")).json;
  subject = `${subject}-reborn`;
  const after = await signIn();
  expect((await after.get("/api/me")).json).toMatchObject({ email, subject });
  expect((await after.get(views)).json.views).toEqual([]);
  expect((await after.get("/api/sessions")).json.sessions).toMatchObject([{ subject }]);
  const { id } = (await before.get("/api/me")).json.session;
  expect((await after.send("DELETE", `/api/sessions/${id}`)).problem?.code).toBe("not_found");
  expect((await before.get(views)).json.views).toHaveLength(1);
});
