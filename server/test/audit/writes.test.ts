import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openOffice, type TestOffice, type Visitor } from "../support/purser.ts";
import { shopResources, shopSchema } from "../support/shop.ts";

let office: TestOffice;
let admin: Visitor;
let editor: Visitor;

beforeAll(async () => {
  office = await openOffice({ schema: shopSchema, resources: shopResources });
  admin = await office.signIn("admin");
  editor = await office.signIn("editor");
});
afterAll(() => office.close());

const records = "/api/resources";

async function versionOf(path: string): Promise<string> {
  const { json } = await admin.get(path);
  return `"${json.version}"`;
}

/** What the log holds for an operation, read behind Purser's back. */
async function changesOf(operation: string) {
  const { rows } = await office.admin.query(
    "select table_name, verb, key, before, after from purser.change where operation_id = $1 order by id",
    [operation],
  );
  return rows;
}

async function countOf(table: string): Promise<number> {
  const { rows } = await office.admin.query(`select count(*)::int as n from ${table}`);
  return rows[0].n;
}

describe("W2: exactly one row changes", () => {
  test.each([
    [
      "a bigint above 2^53",
      "customers/records/9007199254740993",
      { name: "Renamed" },
      "customers where name = 'Renamed'",
    ],
    [
      "a composite key",
      "order_lines/records/7,0",
      { sku: "changed" },
      "order_lines where sku = 'changed'",
    ],
    [
      "a comma and a slash in the key",
      "codes/records/a~2cb,c~2fd",
      { label: "found 1" },
      "codes where label = 'found 1'",
    ],
    [
      "percent signs and a pipe",
      "codes/records/~252e~252e,~7c",
      { label: "found 2" },
      "codes where label = 'found 2'",
    ],
    [
      "unicode and a tilde",
      "codes/records/~c3~bc,~7e",
      { label: "found 3" },
      "codes where label = 'found 3'",
    ],
    [
      "a row of a partition",
      "events/records/1,2026-01-10",
      { what: "found 4" },
      "events where what = 'found 4'",
    ],
  ])("with %s", async (_, path, values, where) => {
    const address = `${records}/${path}`;
    const reply = await admin.send(
      "PATCH",
      address,
      { values },
      { "if-match": await versionOf(address) },
    );
    expect(reply.status).toBe(200);
    expect(await countOf(where)).toBe(1);
    expect(
      reply.json.cascaded.filter((each: { resource: string }) => each.resource !== "orders"),
    ).toEqual([]);
    const direct = (await changesOf(reply.json.operation)).filter(
      (change) => change.table_name !== "orders",
    );
    expect(direct).toMatchObject([{ verb: "update" }]);
  });
});

describe("W3: nobody overwrites what they have not seen", () => {
  const path = `${records}/customers/records/20`;

  test("a missing version is 428", async () => {
    const reply = await editor.send("PATCH", path, { values: { note: "x" } });
    expect([reply.status, reply.problem?.code]).toEqual([428, "version_required"]);
  });

  test("a stale version is 412 with the record as it is now", async () => {
    const version = await versionOf(path);
    await admin.send("PATCH", path, { values: { note: "first" } }, { "if-match": version });
    const reply = await admin.send(
      "PATCH",
      path,
      { values: { note: "second" } },
      { "if-match": version },
    );
    expect(reply.status).toBe(412);
    expect(reply.problem?.record?.values.note).toBe("first");
  });

  test("a version says nothing to who may see less: theirs is another one", async () => {
    const [full, partial] = [await admin.get(path), await editor.get(path)];
    expect(full.json.version).not.toBe(partial.json.version);
  });

  test("a change of what one may not see is no conflict", async () => {
    const seen = await editor.get(path);
    await office.admin.query(
      "begin; set local session_replication_role = replica; update customers set secret = 'other' where id = 20; commit",
    );
    const reply = await editor.send(
      "PATCH",
      path,
      { values: { note: "mine" } },
      { "if-match": `"${seen.json.version}"` },
    );
    expect(reply.status).toBe(200);
  });

  test("of two racing editors one wins", async () => {
    const version = await versionOf(path);
    const replies = await Promise.all(
      ["one", "two", "three", "four"].map((note) =>
        admin.send("PATCH", path, { values: { note } }, { "if-match": version }),
      ),
    );
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 412, 412, 412]);
  });

  test("a record that was deleted meanwhile is said to be", async () => {
    const orphan = `${records}/codes/records/a,b`;
    const version = await versionOf(orphan);
    expect((await admin.send("DELETE", orphan, undefined, { "if-match": version })).status).toBe(
      200,
    );
    const reply = await admin.send(
      "PATCH",
      orphan,
      { values: { label: "x" } },
      { "if-match": version },
    );
    expect([reply.status, reply.problem?.code]).toEqual([404, "not_found"]);
  });
});

describe("W4: no change without its record, no record without its change", () => {
  test("when the log cannot be written, the change does not happen", async () => {
    const path = `${records}/customers/records/21`;
    const version = await versionOf(path);
    await office.admin.query(
      "alter table purser.change add constraint full_disk check (false) not valid",
    );
    try {
      const reply = await admin.send(
        "PATCH",
        path,
        { values: { name: "Never" } },
        { "if-match": version },
      );
      expect([reply.status, reply.problem?.code]).toEqual([503, "audit_unavailable"]);
      expect(await countOf("customers where name = 'Never'")).toBe(0);
    } finally {
      await office.admin.query("alter table purser.change drop constraint full_disk");
    }
  });

  test("when the change fails, no change row and no operation stay", async () => {
    const path = `${records}/customers/records/21`;
    const before = [await countOf("purser.change"), await countOf("purser.operation")];
    const reply = await admin.send(
      "PATCH",
      path,
      { values: { credit: "-1" } },
      { "if-match": await versionOf(path) },
    );
    expect([reply.status, reply.problem?.errors]).toEqual([
      422,
      [{ pointer: "/values/credit", message: "Credit cannot be negative." }],
    ]);
    expect([await countOf("purser.change"), await countOf("purser.operation")]).toEqual(before);
  });

  test("nothing is shown that could not be recorded", async () => {
    await office.admin.query(
      "alter table purser.event add constraint full_disk check (kind like 'session%') not valid",
    );
    try {
      const reply = await admin.get(`${records}/customers/records`);
      expect([reply.status, reply.problem?.code]).toEqual([503, "audit_unavailable"]);
      expect(reply.text).not.toContain("Customer");
    } finally {
      await office.admin.query("alter table purser.event drop constraint full_disk");
    }
  });
});

describe("W7: every before-image, in one operation", () => {
  test("a delete over three levels and a reference set to null", async () => {
    const path = `${records}/customers/records/30`;
    const reply = await admin.send(
      "DELETE",
      path,
      { reason: "asked to be forgotten" },
      { "if-match": await versionOf(path) },
    );
    expect(reply.status).toBe(200);
    const changes = await changesOf(reply.json.operation);
    const counts = Object.entries(
      Object.groupBy(changes, (change) => `${change.verb} ${change.table_name}`),
    ).map(([what, rows]) => [what, rows?.length]);
    expect(Object.fromEntries(counts)).toEqual({
      "delete customers": 1,
      "delete orders": 5,
      "delete order_lines": 15,
      "update customers": 1,
    });
    expect(changes.find((change) => change.verb === "update")).toMatchObject({
      key: ["31"],
      before: { referrer_id: "30" },
      after: { referrer_id: null },
    });
    expect(changes.every((change) => change.verb === "insert" || change.before !== null)).toBe(
      true,
    );
    const history = await admin.get(`${path}/history`);
    expect(history.json.history[0].entry).toMatchObject({
      kind: "record.delete",
      reason: "asked to be forgotten",
      changes: { direct: 1, cascade: 21 },
    });
    expect(history.json.history[0].also).toContainEqual({
      table: "Order lines",
      verb: "delete",
      count: 15,
    });
  });

  test("what a trigger wrote beside", async () => {
    const path = `${records}/order_lines/records/8,0`;
    const reply = await admin.send(
      "PATCH",
      path,
      { values: { price: "100.00" } },
      { "if-match": await versionOf(path) },
    );
    expect(reply.json.cascaded).toEqual([
      { resource: "orders", table: "Orders", verb: "update", count: 1 },
    ]);
    const changes = await changesOf(reply.json.operation);
    expect(changes.map((change) => `${change.verb} ${change.table_name}`).sort()).toEqual([
      "update order_lines",
      "update orders",
    ]);
  });

  test.each([
    [
      "a row that moves to another partition",
      "update events set at = '2026-01-20' where id = 2",
      ["events delete", "events insert"],
    ],
    [
      "a key that changes, and those that follow it",
      "update orders set id = 100050 where id = 50",
      ["order_lines update", "orders update"],
    ],
    [
      "an upsert",
      "insert into codes values ('new', 'key', 'x'), ('ü', '~', 'y') on conflict (a, b) do update set label = excluded.label",
      ["codes insert", "codes update"],
    ],
    [
      "a merge",
      "merge into codes as t using (values ('ü', '~')) as s (a, b) on t.a = s.a and t.b = s.b when matched then delete",
      ["codes delete"],
    ],
    [
      "a write in a common table expression",
      "with gone as (delete from codes where a = '%2e%2e' returning a) select * from gone",
      ["codes delete"],
    ],
  ])("%s", async (_, statement, expected) => {
    await office.login.query("begin");
    try {
      await office.login.query({
        text: "select purser.begin_operation($1, 'session', $2, 'test', null, 'public', 'events', '[]', null, null, null, 'test')",
        values: ["00000000-0000-7000-8000-00000000000a", admin.proof],
      });
      await office.login.query(statement);
      await office.login.query(
        "select * from purser.end_operation('00000000-0000-7000-8000-00000000000a')",
      );
      const { rows } = await office.login.query(
        "select table_name || ' ' || verb as what, before is not null or verb = 'insert' as complete from purser.change where operation_id = '00000000-0000-7000-8000-00000000000a'",
      );
      expect([...new Set(rows.map((row) => row.what))].sort()).toEqual(expected);
      expect(rows.every((row) => row.complete)).toBe(true);
    } finally {
      await office.login.query("rollback");
    }
  });
});

describe("every mutation", () => {
  test("leaves who, from where, why, before and after", async () => {
    const path = `${records}/customers/records/22`;
    const reply = await admin.send(
      "PATCH",
      path,
      { values: { name: "After", credit: "12.30" }, reason: "ticket 4711" },
      { "if-match": await versionOf(path) },
    );
    const { json } = await admin.get(`/api/audit/${reply.json.operation}`);
    expect(json.entry).toMatchObject({
      kind: "record.update",
      resource: "customers",
      keys: ["22"],
      reason: "ticket 4711",
      actor: { subject: admin.subject },
      roles: ["admin"],
      outcome: "done",
      requestId: reply.headers.get("x-request-id"),
      changes: { direct: 1, cascade: 0 },
    });
    expect(json.changes).toMatchObject([
      {
        verb: "update",
        key: "22",
        cause: "direct",
        changed: ["name", "credit"],
        before: { name: "Customer 22", credit: "22.00" },
        after: { name: "After", credit: "12.30" },
      },
    ]);
  });

  test("a reader of the log sees only what they may see today", async () => {
    const path = `${records}/customers/records/23`;
    await admin.send(
      "PATCH",
      path,
      { values: { secret: "changed" } },
      { "if-match": await versionOf(path) },
    );
    const { json } = await editor.get(`${path}/history`);
    expect(json.history[0].change).toMatchObject({ changed: [] });
    expect(JSON.stringify(json)).not.toContain("secret");
  });
});
