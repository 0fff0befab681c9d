import { afterAll, beforeAll, expect, test } from "vitest";
import { proveConsistency } from "../../src/audit/prove/prove.ts";
import type { Visitor } from "../support/purser.ts";
import { changeOrders, openSealedOffice, type SealedOffice } from "./office.ts";

let office: SealedOffice;
let visitor: Visitor;
let operation: string;

beforeAll(async () => {
  office = await openSealedOffice();
  visitor = await office.signIn("admin");
  for (let round = 0; round < 300; round += 1)
    await office.login.query(
      "select purser.record_refusal($1, gen_random_uuid(), 'test', 'test', null, null, null, null, null, null, null)",
      [visitor.proof],
    );
  operation = await changeOrders(office.login, visitor, "id < 4");
});
afterAll(() => office.close());

const proofOf = (id: string) => `/api/audit/${id}/proof`;

test("there is none before the entry is sealed", async () => {
  const { status, problem } = await visitor.get(proofOf(operation));
  expect([status, problem?.detail]).toEqual([404, expect.stringContaining("not sealed yet")]);
});

test("an auditor's evidence holds offline, and any change to it shows", async () => {
  await office.seal();
  await visitor.get("/api/resources/orders/records?limit=1");
  await office.seal();
  const { text, headers } = await visitor.get(proofOf(operation));
  expect(headers.get("content-disposition")).toContain("attachment");
  const verdict = await office.verify(text);
  expect([verdict.fault, verdict.covered[0]]).toEqual([null, `entry ${operation}: 6 records`]);
  for (let place = 0; place < text.length; place += 7) {
    const other = text[place] === "x" ? "y" : "x";
    const edited = text.slice(0, place) + other + text.slice(place + 1);
    expect([place, (await office.verify(edited)).fault]).not.toEqual([place, null]);
  }
  const leftOut = JSON.parse(text);
  leftOut.records.splice(3, 1);
  expect((await office.verify(JSON.stringify(leftOut))).fault).not.toBeNull();
});

test("of an event, too", async () => {
  const { rows } = await office.admin.query(
    "select id from purser.event where kind = 'record.list' limit 1",
  );
  const { text } = await visitor.get(proofOf(rows[0].id));
  expect((await office.verify(text)).fault).toBeNull();
});

test("nobody gets it who may not see every field that it holds", async () => {
  const customers = "/api/resources/customers/records/5";
  const { json } = await visitor.get(customers);
  const done = await visitor.send(
    "PATCH",
    customers,
    { values: { note: "seen" } },
    { "if-match": `"${json.version}"` },
  );
  await office.seal();
  const mine = await visitor.get(proofOf(done.json.operation));
  expect(mine.status).toBe(200);
  const auditor = await office.signIn("auditor");
  const theirs = await auditor.get(proofOf(done.json.operation));
  expect([theirs.status, theirs.text.includes("secret")]).toEqual([404, false]);
  expect((await (await office.signIn("viewer")).get(proofOf(operation))).status).toBe(403);
});

test("of consistency: every checkpoint goes on from every earlier one", async () => {
  const count = (await office.checkpoints()).length;
  for (let older = 1; older <= count; older += 1)
    for (let newer = older; newer <= count; newer += 1) {
      const proof = await proveConsistency(office.ledger, 1, older, newer);
      expect([older, newer, (await office.verify(JSON.stringify(proof))).fault]).toEqual([
        older,
        newer,
        null,
      ]);
    }
});

test("health tells what is sealed and what is not", async () => {
  await office.seal();
  const { json } = await visitor.get("/api/audit/health");
  expect(json).toMatchObject({
    sealing: false,
    checkpoint: { number: (await office.checkpoints()).length },
    unsealed: { rows: 0, isMore: false },
    alerts: [{ code: "not_sealing" }],
  });
  await visitor.get("/api/resources/orders/records?limit=1");
  const later = await visitor.get("/api/audit/health");
  expect(later.json.unsealed.rows).toBe(1);
});
