import { hash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SecondFactor, SessionSummary } from "../../src/contract/index.ts";
import { demandedAssurance } from "../../src/operation/assurance.ts";
import { registry } from "../../src/operation/registry.ts";
import { revokeEverybodysSessions } from "../../src/operation/sessions.ts";
import { giveSession } from "../support/give-session.ts";
import { openOffice, roles, type TestOffice, type Visitor } from "../support/purser.ts";
import { sendConfirmed } from "./passkey-office.ts";

const issuer = "https://issuer.test";
const everybody = "/api/sessions/revocations/everybody";
let office: TestOffice;
let admin: Visitor;

beforeAll(async () => {
  office = await openOffice({
    schema: "create table orders (id int primary key)",
    resources: { orders: { access: { viewer: { read: true }, admin: { read: true } } } },
    config: { roles: { ...roles, admin: { groups: ["admins"], audit: true, administer: true } } },
  });
  admin = await office.signIn("admin");
});
afterAll(() => office.close());

/** Another session of somebody, with its second factor or without. */
async function openAnother({ subject }: Visitor, secondFactor: SecondFactor | null = "provider") {
  const { id } = await giveSession(office.login, {
    subject,
    name: "Again",
    address: "10.1.2.3",
    userAgent: "another device",
    secondFactor,
  });
  return id;
}

async function sessionOf(visitor: Visitor): Promise<string> {
  return (await visitor.get("/api/me")).json.session.id;
}

async function isSignedIn(visitor: Visitor): Promise<boolean> {
  return (await visitor.get("/api/me")).status === 200;
}

/** As if the person had last proved who they are so long ago. */
async function makeStale({ subject }: Visitor): Promise<void> {
  await office.admin.query("alter table purser.session disable trigger append_only");
  await office.admin.query(
    "update purser.session set authenticated_at = now() - interval '11 minutes' where subject = $1",
    [subject],
  );
  await office.admin.query("alter table purser.session enable always trigger append_only");
}

async function eventOf(requestId: string | null) {
  const { rows } = await office.admin.query(
    `select e.kind, e.code, s.subject, e.details from purser.event e join purser.session s on s.id = e.session_id where e.request_id = $1`,
    [requestId],
  );
  return rows[0];
}

describe("the list", () => {
  test("is one's own sessions that live, the last used first, with the one that asks marked", async () => {
    const ada = await office.signIn("viewer");
    await office.signIn("viewer");
    const other = await openAnother(ada, null);
    const ended = await openAnother(ada);
    await ada.send("DELETE", `/api/sessions/${ended}`);
    const { status, json } = await ada.get("/api/sessions");
    expect(status).toBe(200);
    expect(json.isMore).toBe(false);
    expect(json.sessions).toMatchObject([
      {
        id: other,
        address: "10.1.2.3",
        userAgent: "another device",
        secondFactor: null,
        isOwn: false,
      },
      {
        id: await sessionOf(ada),
        issuer,
        subject: ada.subject,
        roles: ["viewer"],
        address: "127.0.0.1",
        secondFactor: "provider",
        isOwn: true,
      },
    ]);
  });

  test("of everybody, or of one person, is for administrators", async () => {
    const ada = await office.signIn("viewer");
    const { json } = await admin.get("/api/sessions?scope=all");
    const subjects = json.sessions.map(({ subject }: SessionSummary) => subject);
    expect(subjects).toContain(ada.subject);
    expect(subjects).toContain(admin.subject);
    const hers = await admin.get(`/api/sessions?issuer=${issuer}&subject=${ada.subject}`);
    expect(hers.json.sessions).toMatchObject([{ subject: ada.subject, isOwn: false }]);
    expect(await eventOf(hers.headers.get("x-request-id"))).toMatchObject({
      kind: "session.list",
      subject: admin.subject,
      details: { subject: ada.subject },
    });
    for (const query of ["scope=all", `issuer=${issuer}&subject=${admin.subject}`])
      expect((await ada.get(`/api/sessions?${query}`)).problem?.code).toBe("forbidden");
  });

  test("holds those in which every word that was typed occurs", async () => {
    const ada = await office.signIn("viewer");
    const found = async (search: string) => {
      const { json } = await admin.get(
        `/api/sessions?scope=all&search=${encodeURIComponent(search)}`,
      );
      return json.sessions.map(({ subject }: SessionSummary) => subject);
    };
    expect(await found(`${ada.subject.toUpperCase()}@ VIEWER`)).toEqual([ada.subject]);
    expect(await found(`127.0.0.1  ${ada.subject}`)).toEqual([ada.subject]);
    expect(await found(`${ada.subject} nowhere`)).toEqual([]);
    expect(await found("%")).toEqual([]);
    const [everybody, all] = [await found(" "), await admin.get("/api/sessions?scope=all")];
    expect(everybody).toHaveLength(all.json.sessions.length);
    const asked = await admin.get("/api/sessions?scope=all&search=ada");
    expect(await eventOf(asked.headers.get("x-request-id"))).toMatchObject({
      details: { of: "everybody", search: "ada" },
    });
  });

  test("holds neither what has expired nor what was left idle", async () => {
    const ada = await office.signIn("viewer");
    const idle = await openAnother(ada);
    await office.admin.query(
      "update purser.session_activity set seen_at = now() - interval '15 minutes' where session_id = $1",
      [idle],
    );
    const { subject } = ada;
    await giveSession(office.login, { subject, lifetime: "0 seconds", secondFactor: null });
    expect((await ada.get("/api/sessions")).json.sessions).toHaveLength(1);
  });

  test("says since when somebody is there, also after a passkey raised their session", async () => {
    const ada = await office.signIn("viewer");
    const before = (await ada.get("/api/sessions")).json.sessions[0].signedInAt;
    await office.admin.query(
      "select purser.raise_session($1, gen_random_uuid(), sha256($1), '{}', gen_random_uuid(), 'x', null, 'test')",
      [ada.proof],
    );
    const query = `issuer=${issuer}&subject=${ada.subject}`;
    const { json } = await admin.get(`/api/sessions?${query}`);
    expect(json.sessions).toMatchObject([{ signedInAt: before }]);
  });
});

describe("one session", () => {
  test("of one's own ends without a reason, and the log has it", async () => {
    const ada = await office.signIn("viewer");
    const other = await openAnother(ada);
    const reply = await ada.send("DELETE", `/api/sessions/${other}`);
    expect(reply.status).toBe(204);
    expect(await eventOf(reply.headers.get("x-request-id"))).toMatchObject({
      kind: "session.revoke",
      code: null,
      subject: ada.subject,
      details: { sessions: [other] },
    });
    expect((await ada.send("DELETE", `/api/sessions/${other}`)).problem?.code).toBe("not_found");
    expect(await isSignedIn(ada)).toBe(true);
  });

  test("of somebody else is not there, but for an administrator who says why", async () => {
    const [ada, eve] = [await office.signIn("viewer"), await office.signIn("viewer")];
    const path = `/api/sessions/${await sessionOf(ada)}`;
    const tried = await eve.send("DELETE", path, { reason: "mine now" });
    const invented = await eve.send("DELETE", `/api/sessions/${randomUUID()}`, { reason: "any" });
    expect({ ...tried.problem, requestId: "" }).toEqual({ ...invented.problem, requestId: "" });
    expect(tried.problem?.code).toBe("not_found");
    expect(await isSignedIn(ada)).toBe(true);

    expect((await admin.send("DELETE", path)).problem?.code).toBe("reason_required");
    expect(await isSignedIn(ada)).toBe(true);
    expect((await admin.send("DELETE", path, { reason: "has left" })).status).toBe(204);
    expect((await ada.get("/api/me")).problem?.code).toBe("session_ended");
    expect(await isSignedIn(eve)).toBe(true);
    const { json } = await admin.get("/api/audit?kind=session.revoke");
    expect(json.entries[0]).toMatchObject({ reason: "has left", outcome: "done" });
  });

  test("does not end through the eyes of another role", async () => {
    const ada = await office.signIn("viewer");
    const path = `/api/sessions/${await sessionOf(ada)}`;
    const headers = { "purser-view-as": "viewer" };
    const reply = await admin.send("DELETE", path, { reason: "any" }, headers);
    expect(reply.problem?.code).toBe("forbidden");
    expect(await isSignedIn(ada)).toBe(true);
  });
});

describe("many sessions", () => {
  test("of one person end at once, and nobody else's", async () => {
    const [ada, eve] = [await office.signIn("viewer"), await office.signIn("viewer")];
    await openAnother(ada);
    const body = { issuer, subject: ada.subject, reason: "has left" };
    const { json } = await admin.send("POST", "/api/sessions/revocations", body);
    expect(json).toEqual({ revoked: 2 });
    expect(await isSignedIn(ada)).toBe(false);
    expect(await isSignedIn(eve)).toBe(true);
    const elsewhere = { ...body, subject: eve.subject, issuer: "https://another.test" };
    const none = await admin.send("POST", "/api/sessions/revocations", elsewhere);
    expect(none.json).toEqual({ revoked: 0 });
    expect(await isSignedIn(eve)).toBe(true);
    expect(await eventOf(none.headers.get("x-request-id"))).toMatchObject({
      kind: "session.revokeOf",
      details: { reason: "has left", sessions: [] },
    });
  });

  test("of oneself end but for the one at hand", async () => {
    const boss = await office.signIn("admin");
    await openAnother(boss);
    const body = { issuer, subject: boss.subject, reason: "a lost phone" };
    const { json } = await boss.send("POST", "/api/sessions/revocations", body);
    expect(json).toEqual({ revoked: 1 });
    expect(await isSignedIn(boss)).toBe(true);
  });

  test("of everybody end by a passkey's tap, but for the one at hand", async () => {
    const [ada, boss] = [await office.signIn("viewer"), await office.signIn("admin")];
    const unconfirmed = await boss.send("POST", everybody, { reason: "a breach" });
    expect(unconfirmed.status).toBeGreaterThanOrEqual(401);
    expect(await isSignedIn(ada)).toBe(true);
    const { json } = await sendConfirmed(office, boss, "POST", everybody, { reason: "a breach" });
    expect(json.revoked).toBeGreaterThanOrEqual(2);
    expect([await isSignedIn(ada), await isSignedIn(admin)]).toEqual([false, false]);
    expect(await isSignedIn(boss)).toBe(true);
    admin = await office.signIn("admin");
  });

  test("of everybody take a fresh proof where there are no passkeys", () => {
    const terms = { fresh: new Set<string>(), confirmed: new Set<string>() };
    const demanded = (holdHours: number | null) =>
      demandedAssurance(revokeEverybodysSessions, { ...terms, holdHours });
    expect([demanded(24), demanded(null)]).toEqual(["confirmed", "fresh"]);
  });

  test("are not ended by whoever does not administer", async () => {
    const [ada, eve] = [await office.signIn("viewer"), await office.signIn("editor")];
    const body = { issuer, subject: ada.subject, reason: "any" };
    for (const reply of [
      await eve.send("POST", "/api/sessions/revocations", body),
      await eve.send("POST", everybody, { reason: "any" }),
    ])
      expect(reply.problem?.code).toBe("forbidden");
    expect(await isSignedIn(ada)).toBe(true);
  });

  test("are not ended without a reason", async () => {
    const { problem } = await admin.send("POST", "/api/sessions/revocations", {
      issuer,
      subject: "ada",
      reason: " ",
    });
    expect(problem?.code).toBe("malformed_request");
  });
});

test("whoever proved long ago who they are ends no session", async () => {
  const ada = await office.signIn("viewer");
  const boss = await office.signIn("admin");
  await makeStale(boss);
  const path = `/api/sessions/${await sessionOf(ada)}`;
  const attempts = [
    await boss.send("DELETE", path, { reason: "any" }),
    await boss.send("POST", "/api/sessions/revocations", {
      issuer,
      subject: ada.subject,
      reason: "any",
    }),
    await boss.send("POST", "/api/sessions/reviews", { note: "fine" }),
  ];
  for (const { status, problem } of attempts)
    expect([status, problem?.code]).toEqual([401, "insufficient_user_authentication"]);
  expect(await isSignedIn(ada)).toBe(true);
});

/** I2 */
test("a session with one factor opens nothing, whatever it asks for", async () => {
  const ada = await office.signIn("admin");
  await office.admin.query("alter table purser.session disable trigger append_only");
  await office.admin.query("update purser.session set second_factor = null where subject = $1", [
    ada.subject,
  ]);
  await office.admin.query("alter table purser.session enable always trigger append_only");
  for (const { name, method, path } of registry) {
    const to = path.replaceAll(/\{\w+\}/g, "orders");
    const reply = method === "GET" ? await ada.get(to) : await ada.send(method, to, {});
    expect([name, reply.problem?.code]).toEqual([name, "second_factor_required"]);
  }
  const call = (name: string, values: string) =>
    office.login.query(`select purser.${name}(${values})`, [ada.proof]).catch(({ code }) => code);
  const read = "gen_random_uuid(), 'record.read', null, '[]', '{}', null, 'x', null, 'test'";
  expect(await call("record_read", `$1, ${read}`)).toBe("PU008");
  const write = "'orders', 'public', 'orders', '[]', null, 'x', null, 'test'";
  expect(
    await call("begin_operation", `gen_random_uuid(), 'session', $1, 'record.update', ${write}`),
  ).toBe("PU008");
});

describe("the report", () => {
  test("tells of each person how often, how, from where, and how it ended", async () => {
    const ada = await office.signIn("viewer");
    await openAnother(ada, "passkey");
    const revoked = await openAnother(ada, null);
    await admin.send("DELETE", `/api/sessions/${revoked}`, { reason: "not hers" });
    await ada.send("POST", "/auth/logout");
    const { status, json, headers } = await admin.get("/api/sessions/report");
    expect(status).toBe(200);
    expect(await eventOf(headers.get("x-request-id"))).toMatchObject({ kind: "session.report" });
    const hers = json.people.find(({ subject }: { subject: string }) => subject === ada.subject);
    expect(hers).toMatchObject({
      name: "Again",
      roles: ["viewer"],
      signIns: 3,
      live: 1,
      longestMinutes: 0,
      networks: ["10.1.2.0/24", "127.0.0.0/24"],
      endings: [
        { of: "revoked", count: 1 },
        { of: "signed out", count: 1 },
      ],
      revokedBy: [{ of: "Person admin", count: 1 }],
    });
    expect(hers.secondFactors).toEqual([
      { of: "none", count: 1 },
      { of: "passkey", count: 1 },
      { of: "provider", count: 1 },
    ]);
  });

  test("counts as one sign-in what a passkey raised", async () => {
    const ada = await office.signIn("viewer");
    await office.admin.query(
      "select purser.raise_session($1, gen_random_uuid(), sha256($1), '{}', gen_random_uuid(), 'x', null, 'test')",
      [ada.proof],
    );
    const { json } = await admin.get("/api/sessions/report");
    expect(json.people).toContainEqual(
      expect.objectContaining({ subject: ada.subject, signIns: 1, live: 1, endings: [] }),
    );
  });

  test("names who was refused, counts who was nobody, and who has not been there for 90 days", async () => {
    await office.login.query(
      `select purser.record_refusal(null, gen_random_uuid(), 'session.signIn', 'no_role', $1, null, null, null, 'x', null, 'test')`,
      [JSON.stringify({ issuer, subject: "sub-eve", name: "Eve", email: null })],
    );
    await office.login.query("select purser.count_stranger_refusal('10.0.0.1', 'sign_in_failed')");
    const gone = await office.signIn("support");
    await office.admin.query("alter table purser.session disable trigger append_only");
    await office.admin.query(
      "update purser.session set at = now() - interval '91 days' where subject = $1",
      [gone.subject],
    );
    await office.admin.query("alter table purser.session enable always trigger append_only");
    const { json } = await admin.get("/api/sessions/report");
    expect(json.refused).toMatchObject([{ subject: "sub-eve", code: "no_role", count: 1 }]);
    expect(json.failed).toEqual([{ of: "sign_in_failed", count: 1 }]);
    expect(json.dormant).toMatchObject([{ subject: gone.subject, roles: ["support"] }]);
  });

  test("as CSV has a line for each person, and no cell that a spreadsheet would run", async () => {
    for (const start of ["=", "+", "-", "@", "\t", "\r"]) {
      const name = `${start}cmd|' /C calc'!A0, "quoted"`;
      await giveSession(office.login, { subject: name, name, secondFactor: null });
    }
    const { text, headers } = await admin.get("/api/sessions/report?format=csv");
    expect(headers.get("content-disposition")).toContain("session-report.csv");
    const cells = text.split("\r\n").flatMap((line) => line.split(/,(?=")|(?<="),/));
    expect(text).toContain(`"'=cmd|' /C calc'!A0, ""quoted"""`);
    expect(cells.filter((cell) => /^"?[=+\-@\t\r]/.test(cell))).toEqual([]);
    const lines = text.split("\r\n").filter((line) => line.includes(admin.subject));
    expect(lines).toHaveLength(1);
  });

  test("is due a quarter after it was last signed off, which has its digest", async () => {
    const { json: before } = await admin.get("/api/sessions/report");
    expect([before.lastReview, before.isOverdue]).toEqual([null, false]);
    await office.admin.query("update purser.migration set at = at - interval '4 months'");
    expect((await admin.get("/api/sessions/report")).json.isOverdue).toBe(true);

    const { status, json } = await admin.send("POST", "/api/sessions/reviews", { note: "Q4" });
    expect(status).toBe(201);
    expect(hash("sha256", JSON.stringify(json.report), "hex")).toBe(json.review.report);
    const { json: after } = await admin.get("/api/sessions/report");
    expect(after).toMatchObject({ lastReview: json.review, isOverdue: false });
    const days = (Date.parse(after.reviewDue) - Date.parse(json.review.at)) / 86_400_000;
    expect(days).toBeGreaterThan(88);
    expect(days).toBeLessThan(93);
    // One review does not stand for the other.
    expect((await admin.get("/api/access/report")).json.lastReview).toBeNull();
  });
});
