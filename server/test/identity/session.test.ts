import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "../../src/database/database.ts";
import { isPrincipal } from "../../src/identity/principal.ts";
import { createPrincipalCache } from "../../src/identity/principal-cache.ts";
import { closeSession, findSession, openSession } from "../../src/identity/session.ts";
import { makeSessionSecret, proofOf, readProof } from "../../src/identity/session-secret.ts";
import { giveSession } from "../support/give-session.ts";
import { openOffice, type TestOffice } from "../support/purser.ts";

const identity = {
  issuer: "https://issuer.test",
  subject: "ada",
  name: 'Ada\\ "the first", née {B}',
  email: null,
  groups: [],
  claims: { level: ["a", 1] },
};

const authentication = {
  identity,
  secondFactor: true,
  authenticatedAt: 1_790_000_000,
  evidence: { amr: ["mfa"] },
  providerSession: "p1",
  refreshToken: null,
};

let office: TestOffice;
let ledger: Database;

beforeAll(async () => {
  office = await openOffice({
    schema: "create table orders (id int primary key)",
    resources: { orders: { access: { viewer: { read: true } } } },
  });
  ledger = openDatabase({ url: office.config.database.url, connections: 1 });
});

afterAll(async () => {
  await ledger?.end();
  await office?.close();
});

function record() {
  return {
    eventId: randomUUID(),
    policy: "test",
    origin: { requestId: "request", address: "127.0.0.1", userAgent: null },
  };
}

async function open(): Promise<{ readonly id: string; readonly proof: Buffer }> {
  const session = { id: randomUUID(), proof: proofOf(makeSessionSecret()) };
  const terms = { idleMinutes: 15, lifetimeMinutes: 12 * 60, most: 3 };
  await openSession(
    ledger,
    { ...session, authentication, roles: ["viewer", 'odd "role"'], terms },
    record(),
  );
  return session;
}

test("a session gives back who it was opened for", async () => {
  const { id, proof } = await open();
  const { issuer, subject, name, email, claims } = identity;
  expect(await findSession(ledger, proof, true)).toMatchObject({
    issuer,
    subject,
    name,
    email,
    claims,
    roles: ["viewer", 'odd "role"'],
    session: { id, proof, idleSeconds: 900 },
  });
});

test("a secret that opened no session is nobody", async () => {
  expect(await findSession(ledger, proofOf(makeSessionSecret()), true)).toBeNull();
});

test("a session that was closed is nobody, and closing it again is no error", async () => {
  const { proof } = await open();
  await closeSession(ledger, proof, "signed out", record());
  expect(await findSession(ledger, proof, true)).toBeNull();
  await closeSession(ledger, proof, "signed out", record());
});

test("what a page asks for by itself keeps no session alive", async () => {
  const { id, proof } = await open();
  await setSeen(id, "14 minutes");
  expect(await findSession(ledger, proof, false)).not.toBeNull();
  expect(await seenSecondsAgo(id)).toBeGreaterThan(13 * 60);
  expect(await findSession(ledger, proof, true)).not.toBeNull();
  expect(await seenSecondsAgo(id)).toBeLessThan(60);
});

test("a session left idle is nobody, however long it had to live", async () => {
  const { id, proof } = await open();
  await setSeen(id, "14 minutes");
  expect(await findSession(ledger, proof, true)).not.toBeNull();
  await setSeen(id, "15 minutes");
  expect(await findSession(ledger, proof, true)).toBeNull();
});

test("a session past its last hour is nobody, however busy it was", async () => {
  const { proof } = await giveSession(office.login, { lifetime: "0 seconds" });
  expect(await findSession(ledger, proof, true)).toBeNull();
});

test("Purser's login can neither lengthen a session nor read what opens one", async () => {
  const { id } = await open();
  for (const statement of [
    `update purser.session set expires_at = 'infinity' where id = '${id}'`,
    `update purser.session_activity set seen_at = now() where session_id = '${id}'`,
    `delete from purser.session_end`,
    `select secret_hash from purser.session`,
  ]) {
    const error: unknown = await office.login.query(statement).catch((cause) => cause);
    expect(error, statement).toBeInstanceOf(pg.DatabaseError);
    expect(error, statement).toMatchObject({ code: "42501" });
  }
});

test("a cookie that cannot be ours is not looked up", () => {
  const secret = makeSessionSecret();
  expect(readProof(secret)).toEqual(proofOf(secret));
  for (const wrong of [
    undefined,
    "",
    "x",
    `${secret}x`,
    secret.slice(1),
    `${secret.slice(1)}!`,
    `${secret}\n`,
  ])
    expect(readProof(wrong)).toBeNull();
});

test("what is remembered of a session is forgotten on demand, by time, and oldest first", async () => {
  let now = 0;
  const cache = createPrincipalCache(() => now);
  const { proof } = await open();
  const principal = await findSession(ledger, proof, true);
  if (principal === null || !isPrincipal(principal)) throw new Error("the session is not there");

  expect(cache.recall(proof, true)).toBeNull();
  cache.keep(principal, true);
  expect(cache.recall(proof, true)).toBe(principal);
  cache.forget(proof);
  expect(cache.recall(proof, true)).toBeNull();

  cache.keep(principal, true);
  now = 30_000;
  expect(cache.recall(proof, true)).toBeNull();

  cache.keep(principal, true);
  for (let i = 0; i < 2_000; i += 1)
    cache.keep({ ...principal, session: { ...principal.session, proof: proofOf(`${i}`) } }, true);
  expect(cache.recall(proof, true)).toBeNull();

  cache.keep(principal, false);
  expect(cache.recall(proof, false)).toBe(principal);
  // What a page asked for by itself does not stand for the person being there.
  expect(cache.recall(proof, true)).toBeNull();
});

async function setSeen(session: string, ago: string): Promise<void> {
  await office.admin.query(
    "update purser.session_activity set seen_at = now() - $2::interval where session_id = $1",
    [session, ago],
  );
}

async function seenSecondsAgo(session: string): Promise<number> {
  const { rows } = await office.admin.query(
    "select extract(epoch from now() - seen_at)::float as seconds from purser.session_activity where session_id = $1",
    [session],
  );
  return rows[0].seconds;
}
