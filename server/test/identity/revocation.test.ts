import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPurser, type Purser } from "../../src/purser.ts";
import { at, openOffice, roles, type TestOffice, type Visitor } from "../support/purser.ts";
import { shopResources, shopSchema } from "../support/shop.ts";
import { untilBlocked } from "../support/until-blocked.ts";

let office: TestOffice;
let other: Purser;
let admin: Visitor;

beforeAll(async () => {
  office = await openOffice({
    schema: shopSchema,
    resources: shopResources,
    config: { roles: { ...roles, admin: { groups: ["admins"], audit: true, administer: true } } },
  });
  other = await createPurser(office.config);
  admin = await office.signIn("admin");
});
afterAll(async () => {
  await other?.stop();
  await office?.close();
});

/** Somebody whom the other server knows, and has just answered. */
async function workingThere(): Promise<Visitor> {
  const there = at(other, await office.signIn("admin"));
  expect((await there.get("/api/me")).status).toBe(200);
  return there;
}

async function revokeHere({ subject }: Visitor): Promise<void> {
  const body = { issuer: "https://issuer.test", subject, reason: "has left" };
  const { json } = await admin.send("POST", "/api/sessions/revocations", body);
  expect(json).toEqual({ revoked: 1 });
}

const records = "/api/resources/customers/records";

/** I3 */
test.each([
  "/api/me",
  "/api/resources",
  "/api/openapi.json",
  "/api/sessions",
  "/api/audit",
  records,
  `${records}/5`,
  `${records}/5/history`,
])("what one server revokes, another does not show %s to any more", async (path) => {
  const ada = await workingThere();
  expect((await ada.get(path)).status).toBe(200);
  await revokeHere(ada);
  expect((await ada.get(path)).problem?.code).toBe("session_ended");
});

test("what one server revokes changes nothing at another", async () => {
  const ada = await workingThere();
  const path = `${records}/5`;
  const { json } = await ada.get(path);
  await revokeHere(ada);
  const version = { "if-match": `"${json.version}"` };
  const write = await ada.send("PATCH", path, { values: { note: "still here" } }, version);
  expect(write.problem?.code).toBe("session_ended");
  const { rows } = await office.admin.query("select note from customers where id = 5");
  expect(rows).toEqual([{ note: null }]);
});

test("within 5 s of a revocation another server refuses by that alone, also what it could refuse unasked", async () => {
  const ada = await workingThere();
  const codeOf = async (path: string) => (await ada.get(path)).problem?.code;
  expect(await codeOf("/api/resources/nothing/records")).toBe("not_found");
  await revokeHere(ada);
  await expect
    .poll(() => codeOf("/api/resources/nothing/records"), { timeout: 5_000, interval: 250 })
    .toBe("session_ended");
}, 10_000);

test("a statement that waits while its session is revoked shows nothing when it comes to its rows", async () => {
  const ada = await workingThere();
  const locker = new pg.Client(office.adminUrl);
  await locker.connect();
  try {
    await locker.query("begin; lock table customers in access exclusive mode");
    const waiting = ada.get("/api/resources/customers/records?limit=1");
    await untilBlocked(office);
    await revokeHere(ada);
    await locker.query("commit");
    expect((await waiting).problem?.code).toBe("session_ended");
  } finally {
    await locker.end();
  }
});

test("a session that rises at this moment is revoked with what it rises to", async () => {
  const ada = await office.signIn("viewer");
  const rising = new pg.Client(office.adminUrl);
  await rising.connect();
  try {
    await rising.query("begin");
    await rising.query(
      "select purser.raise_session($1, gen_random_uuid(), sha256($1), '{}', gen_random_uuid(), 'x', null, 'test')",
      [ada.proof],
    );
    const body = { issuer: "https://issuer.test", subject: ada.subject, reason: "has left" };
    const revoking = admin.send("POST", "/api/sessions/revocations", body);
    await untilBlocked(office);
    await rising.query("commit");
    expect((await revoking).json).toEqual({ revoked: 1 });
    const { rows } = await office.admin.query(
      `select e.reason from purser.session s left join purser.session_end e on e.session_id = s.id where s.subject = $1 order by s.at`,
      [ada.subject],
    );
    expect(rows).toEqual([{ reason: "raised" }, { reason: "revoked" }]);
  } finally {
    await rising.end();
  }
});
