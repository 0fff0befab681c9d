import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openOffice, type TestOffice, type Visitor } from "../support/purser.ts";
import { bytesOf, change, operate, planOf, undo } from "./office.ts";
import { undoResources, undoSchema } from "./schema.ts";

let office: TestOffice;
let admin: Visitor;
let editor: Visitor;
let support: Visitor;
let viewer: Visitor;

beforeAll(async () => {
  office = await openOffice({ schema: undoSchema, resources: undoResources });
  admin = await office.signIn("admin");
  editor = await office.signIn("editor");
  support = await office.signIn("support");
  viewer = await office.signIn("viewer");
});
afterAll(() => office.close());

const tables = ["customers", "orders", "order_lines", "folders", "stubborn"];

/** The undo is refused so, and no row is another one than before. */
async function expectRefused(visitor: Visitor, operation: string, status: number, code: string) {
  const before = await bytesOf(office, tables);
  const reply = await undo(visitor, operation);
  expect([reply.status, reply.problem?.code]).toEqual([status, code]);
  expect(await bytesOf(office, tables)).toEqual(before);
  return reply;
}

describe("only what nobody changed since is undone", () => {
  test("a conflict is listed at its step, with the row as it is now", async () => {
    const { json } = await change(admin, "customers/records/1", { name: "Mine" });
    await change(editor, "customers/records/1", { name: "Theirs" });
    const plan = await planOf(admin, json.operation);
    expect(plan.json).toMatchObject({
      possible: false,
      why: "One record is not as the operation left it.",
      steps: [
        {
          resource: "customers",
          key: "1",
          verb: "update",
          now: { name: "Theirs" },
          // biome-ignore lint/suspicious/noThenProperty: plain data, so nothing takes it for a promise
          then: { name: "Customer 1" },
          conflict: "It was changed since.",
        },
      ],
    });
    expect(plan.json.steps[0].changed).toContain("name");
    await expectRefused(admin, json.operation, 409, "conflict");
  });

  test("one row of many in conflict keeps all of them as they are", async () => {
    const { json } = await change(admin, "customers/records/2", null);
    await change(editor, "customers/records/3", { name: "Referred by nobody" });
    const plan = await planOf(admin, json.operation);
    expect(
      plan.json.steps
        .filter((step: { conflict: string | null }) => step.conflict)
        .map((step: { key: string }) => step.key),
    ).toEqual(["3"]);
    expect(plan.json.steps.length).toBe(1 + 3 + 9 + 1);
    await expectRefused(admin, json.operation, 409, "conflict");
  });

  test("a key that was given away again", async () => {
    const { json } = await change(admin, "folders/records/4", null);
    await office.admin.query("insert into folders values (4, 'another', null)");
    const plan = await planOf(admin, json.operation);
    expect(plan.json.steps[0].conflict).toBe("There is a record with this key again.");
    await expectRefused(admin, json.operation, 409, "conflict");
    await office.admin.query("delete from folders where id = 4");
  });

  test("a change of a column that nobody may see is found in what was captured", async () => {
    const { json } = await change(admin, "customers/records/5", { name: "Renamed" });
    await office.admin.query(
      "update customers set password_hash = 'new', updated_at = updated_at where id = 5",
    );
    await office.admin.query(
      "alter table customers disable trigger touch; update customers c set updated_at = (g.after ->> 'updated_at')::timestamptz from purser.change g where c.id = 5 and g.key = '[\"5\"]' and g.table_name = 'customers'; alter table customers enable trigger touch",
    );
    expect((await planOf(admin, json.operation)).json.possible).toBe(true);
    await expectRefused(admin, json.operation, 409, "conflict");
  });

  test("a record that others depend on by now is not taken away with them", async () => {
    const created = await admin.send("POST", "/api/resources/folders/records", {
      values: { id: 50, name: "new", parent_id: null },
    });
    await office.admin.query("insert into folders values (51, 'made since', 50)");
    const reply = await expectRefused(admin, created.json.operation, 409, "conflict");
    expect(reply.problem?.detail).toBe(
      "Records that were made since depend on what would be taken back.",
    );
  });

  test("nor is one whose removal would cut others off", async () => {
    const created = await admin.send("POST", "/api/resources/customers/records", {
      values: { name: "Referrer" },
    });
    await office.admin.query("insert into customers (name, referrer_id) values ('Referred', $1)", [
      created.json.record.key,
    ]);
    await expectRefused(admin, created.json.operation, 409, "conflict");
  });

  test.each([
    [
      "change a row whatever is written",
      () => change(admin, "stubborn/records/1", { word: "2nd" }),
    ],
    [
      "keep a row whatever is removed",
      () =>
        admin.send("POST", "/api/resources/stubborn/records", { values: { id: 2, word: "new" } }),
    ],
  ])("rules of the database that %s stand against it", async (_, act) => {
    const { json } = await act();
    const reply = await expectRefused(admin, json.operation, 409, "conflict");
    expect(reply.problem?.detail).toBe(
      "The database's own rules change Stubborn again when they are put back.",
    );
  });
});

test("values that were erased are not put back, nor is the rest without them", async () => {
  const { json } = await change(admin, "customers/records/20", null);
  await office.admin.query(`
    begin;
    select purser.begin_operation(gen_random_uuid(), 'system', null, 'audit.eraseSubject', null, 'purser', 'personal_value', '[]', 'asked for', null, null, 'test');
    delete from purser.personal_value where value = 'c20@example.org';
    commit`);
  expect((await planOf(admin, json.operation)).json).toMatchObject({
    possible: false,
    why: "Values that it would put back in Customers were erased.",
  });
  await expectRefused(admin, json.operation, 409, "conflict");
});

describe("the plan that was seen is the plan that is carried out", () => {
  test("without its version, with another one, without a reason", async () => {
    const { json } = await change(admin, "folders/records/2", { name: "renamed" });
    const path = `/api/audit/${json.operation}/undo`;
    const { json: plan } = await admin.get(path);
    const codes: (string | undefined)[] = [];
    for (const [body, headers] of [
      [{ reason: "x" }, {}],
      [{ reason: "x" }, { "if-match": '"other"' }],
      [{ reason: " " }, { "if-match": `"${plan.version}"` }],
      [undefined, { "if-match": `"${plan.version}"` }],
    ] as const)
      codes.push((await admin.send("POST", path, body, headers)).problem?.code);
    expect(codes).toEqual([
      "version_required",
      "version_stale",
      "reason_required",
      "reason_required",
    ]);
    await office.admin.query("update folders set name = 'meanwhile' where id = 2");
    const stale = await admin.send(
      "POST",
      path,
      { reason: "x" },
      { "if-match": `"${plan.version}"` },
    );
    expect([stale.status, stale.problem?.code]).toEqual([412, "version_stale"]);
  });
});

describe("only who may make the steps may undo", () => {
  test.each([
    ["viewer", () => viewer, "Your role may not update Customers."],
    [
      "support, whose fields are others",
      () => support,
      "Your role may not change Mood of Customers.",
    ],
  ])("an update: not %s", async (_, who, why) => {
    const { json } = await change(admin, "customers/records/6", { mood: "sad" });
    const plan = await planOf(who(), json.operation);
    expect(plan.json).toMatchObject({ possible: false, why });
    await expectRefused(who(), json.operation, 403, "forbidden");
    expect((await undo(editor, json.operation)).problem).toBeNull();
  });

  test("a delete: not who cannot see all that would be put back", async () => {
    const { json } = await change(admin, "customers/records/7", null);
    const plan = await planOf(editor, json.operation);
    expect(plan.json.possible).toBe(false);
    expect(plan.json.why).toBe("Your role may not see all that would be put back in Customers.");
    await expectRefused(editor, json.operation, 403, "forbidden");
    expect((await undo(admin, json.operation)).problem).toBeNull();
  });

  test("a create: not who may not delete", async () => {
    const { json } = await editor.send("POST", "/api/resources/customers/records", {
      values: { name: "New" },
    });
    await expectRefused(editor, json.operation, 403, "forbidden");
    expect((await undo(admin, json.operation)).problem).toBeNull();
  });

  test("consequences count: not who may see only where it began", async () => {
    const { json } = await change(support, "order_lines/records/9,1", { price: "3.00" });
    const plan = await planOf(support, json.operation);
    expect(plan.json).toMatchObject({
      possible: false,
      why: "It also changed records that your role may not see.",
      steps: [{ resource: "order_lines" }],
    });
    await expectRefused(support, json.operation, 403, "forbidden");
  });

  test("what a role cannot read has no undo, and neither has what is no operation", async () => {
    const { json } = await change(admin, "folders/records/1", { name: "renamed" });
    const { rows } = await office.admin.query("select id from purser.event limit 1");
    for (const [visitor, id] of [
      [viewer, json.operation],
      [admin, rows[0].id],
      [admin, "00000000-0000-7000-8000-000000000001"],
    ])
      expect((await planOf(visitor, id)).status).toBe(404);
  });

  test("hidden fields are in no plan", async () => {
    const { json } = await change(admin, "customers/records/8", null);
    const [full, partial] = [
      await planOf(admin, json.operation),
      await planOf(editor, json.operation),
    ];
    expect(full.text).toContain("secret 8");
    expect(partial.text).not.toContain("secret");
    for (const { text } of [full, partial]) expect(text).not.toMatch(/hash/);
    expect(full.json.version).not.toBe(partial.json.version);
    const { rows } = await office.admin.query(
      "select resource, keys, fields from purser.event where request_id = $1 order by resource",
      [partial.headers.get("x-request-id")],
    );
    expect(rows.map(({ resource, keys }) => [resource, keys.length])).toEqual([
      ["customers", 2],
      ["order_lines", 9],
      ["orders", 3],
    ]);
    expect(rows[0].fields).not.toContain("secret");
  });
});

describe("an undo is in the log itself", () => {
  test("with who, why, what it undid, and every row", async () => {
    const { json } = await change(admin, "customers/records/9", null);
    const reply = await undo(admin, json.operation);
    const { rows } = await office.admin.query(
      `select o.kind, o.resource, o.keys, o.reason, o.undoes, s.subject, u.direct, u.cascade,
        (select count(*)::int from purser.change c where c.operation_id = o.id) as changes
      from purser.operation o join purser.session s on s.id = o.session_id join purser.outcome u on u.operation_id = o.id
      where o.id = $1`,
      [reply.json.operation],
    );
    expect(rows).toEqual([
      {
        kind: "record.undo",
        resource: "customers",
        keys: [["9"], ["10"]],
        reason: "a mistake",
        undoes: json.operation,
        subject: admin.subject,
        direct: 2,
        cascade: expect.any(Number),
        changes: expect.any(Number),
      },
    ]);
    expect(reply.json.restored).toBe(1 + 1 + 3 + 9);
    expect(rows[0].changes).toBe(rows[0].direct + rows[0].cascade);
  });

  test("and one that was refused, as refused", async () => {
    const { json } = await change(admin, "customers/records/10", { name: "Refused" });
    const reply = await undo(viewer, json.operation);
    const { rows } = await office.admin.query(
      "select kind, code from purser.event where request_id = $1",
      [reply.headers.get("x-request-id")],
    );
    expect(rows).toEqual([{ kind: "record.undo", code: "forbidden" }]);
  });

  test("more rows than fit are too many", async () => {
    const operation = await operate(
      office,
      admin,
      "folders",
      "insert into folders select i, 'many', null from generate_series(1000, 2000) as i",
    );
    const reply = await expectRefused(admin, operation, 409, "conflict");
    expect(reply.problem?.detail).toMatch(/more than 1000 rows/);
  });
});
