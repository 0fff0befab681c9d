import { afterAll, beforeAll, expect, test } from "vitest";
import { openOffice, type TestOffice, type Visitor } from "../support/purser.ts";
import { change, operate } from "./office.ts";
import { undoResources, undoSchema } from "./schema.ts";

let office: TestOffice;
let admin: Visitor;

beforeAll(async () => {
  office = await openOffice({ schema: undoSchema, resources: undoResources });
  admin = await office.signIn("admin");
});
afterAll(() => office.close());

async function instant(): Promise<string> {
  const { rows } = await office.admin.query("select clock_timestamp()::text as at");
  return rows[0].at;
}

function asOf(visitor: Visitor, path: string, at: string) {
  return visitor.get(`/api/resources/${path}/as-of?at=${encodeURIComponent(at)}`);
}

test("a record as it was before and between its changes, and after it was deleted", async () => {
  const path = "customers/records/1";
  const moments = [await instant()];
  await change(admin, path, { name: "Second" });
  moments.push(await instant());
  await change(admin, path, { name: "Third", mood: "sad" });
  moments.push(await instant());
  const answers = await Promise.all(moments.map((at) => asOf(admin, path, at)));
  expect(
    answers.map(({ json }) => [json.record.values.name, json.record.version, json.changed]),
  ).toEqual([
    ["Customer 1", null, ["name", "mood", "updated_at"]],
    ["Second", null, ["name", "mood", "updated_at"]],
    ["Third", null, []],
  ]);
  await change(admin, path, null);
  expect((await asOf(admin, path, moments[1] ?? "")).json).toMatchObject({
    record: { key: "1", label: "Second", values: { name: "Second" } },
    changed: [],
  });
  expect((await asOf(admin, path, await instant())).json.record).toBeNull();
});

test("it did not exist before it was made, and is what it was under another key", async () => {
  const before = await instant();
  await operate(office, admin, "orders", "insert into orders (id, customer_id) values (900, 2)");
  const made = await instant();
  await operate(office, admin, "orders", "update orders set id = 901 where id = 900");
  expect((await asOf(admin, "orders/records/900", before)).json.record).toBeNull();
  expect((await asOf(admin, "orders/records/900", made)).json.record.key).toBe("900");
  expect((await asOf(admin, "orders/records/901", made)).json.record).toBeNull();
  expect((await asOf(admin, "orders/records/901", await instant())).json.record.key).toBe("901");
});

test("a trigger that changes its own row is captured first, and does not mislead", async () => {
  const before = await instant();
  await change(admin, "moods/records/2", { word: "loud" });
  expect((await asOf(admin, "moods/records/2", before)).json.record.values).toMatchObject({
    word: "quiet",
    loud: "QUIET",
  });
});

test("values are those of the record itself, whatever their type", async () => {
  const before = await instant();
  const { json } = await admin.get("/api/resources/moods/records/1");
  await change(admin, "moods/records/1", { number: "1" });
  const { values } = (await asOf(admin, "moods/records/1", before)).json.record;
  const { address, 'odd "name': padded, ...same } = json.values;
  expect(values).toMatchObject(same);
});

test("hidden fields are not in it, and the look is recorded", async () => {
  const viewer = await office.signIn("viewer");
  const before = await instant();
  await change(admin, "customers/records/2", { name: "Renamed", secret: "other" });
  const reply = await asOf(viewer, "customers/records/2", before);
  expect(reply.text).not.toMatch(/secret|hash/);
  const { rows } = await office.admin.query(
    "select kind, resource, keys, fields from purser.event where request_id = $1",
    [reply.headers.get("x-request-id")],
  );
  expect(rows).toMatchObject([{ kind: "record.asOf", resource: "customers", keys: [["2"]] }]);
  expect(rows[0].fields).not.toContain("secret");
});

test("a moment that is none is refused", async () => {
  expect((await asOf(admin, "customers/records/2", "yesterday")).status).toBe(400);
});
