import pg from "pg";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PurserConfig } from "../../src/config/config.ts";
import { openOffice, type TestOffice, type Visitor } from "../support/purser.ts";
import { shopResources, shopSchema } from "../support/shop.ts";

let office: TestOffice;
let admin: Visitor;

const { customers, orders, ...rest } = shopResources;
const resources = {
  ...rest,
  customers: { access: {}, ...customers, recordOthers: true },
  orders: { access: {}, ...orders },
} satisfies PurserConfig["resources"];

beforeAll(async () => {
  office = await openOffice({
    schema: shopSchema,
    resources,
    purser: { log: pino({ level: "silent" }) },
  });
  admin = await office.signIn("admin");
});
afterAll(() => office.close());

/** As the application does: a login of its own, with settings of its own. */
async function asApplication(statement: string): Promise<void> {
  const { host, port, database, user, password } = office.admin;
  const application = new pg.Client({
    host,
    port,
    database,
    user,
    password,
    options: "-c timezone=Asia/Tokyo -c bytea_output=escape",
  });
  await application.connect();
  try {
    await application.query(statement);
  } finally {
    await application.end();
  }
}

async function historyOf(path: string) {
  const { json } = await admin.get(`/api/resources/${path}/history`);
  return json.history;
}

async function writeThroughPurser(path: string, values: object) {
  const { json } = await admin.get(`/api/resources/${path}`);
  return admin.send(
    "PATCH",
    `/api/resources/${path}`,
    { values },
    { "if-match": `"${json.version}"` },
  );
}

test("what others write is in the record's history, under their database user", async () => {
  await asApplication("update customers set note = 'beside' where id = 10");
  const [first, ...others] = await historyOf("customers/records/10");
  expect(others).toEqual([]);
  expect(first.entry).toMatchObject({
    type: "event",
    kind: "change.outOfBand",
    actor: { subject: null, name: "postgres", email: null },
    authority: "none",
    resource: "customers",
    keys: ["10"],
    outcome: "done",
    reason: null,
  });
  expect(first.change).toMatchObject({
    verb: "update",
    cause: "direct",
    changed: ["note"],
    before: { note: null },
    after: { note: "beside" },
  });
});

test("and in the audit log, where it opens and is found by its author and its kind", async () => {
  const { json } = await admin.get("/api/audit?kind=change.outOfBand&actor=postgres");
  expect(json.entries).toHaveLength(1);
  expect((await admin.get("/api/audit?kind=change.outOfBand&actor=nobody")).json.entries).toEqual(
    [],
  );
  const { json: opened } = await admin.get(`/api/audit/${json.entries[0].id}`);
  expect(opened.entry).toEqual(json.entries[0]);
  expect(opened.changes).toMatchObject([{ key: "10", changed: ["note"] }]);
  for (const [value, found] of [
    ["beside", 1],
    ["elsewhere", 0],
  ]) {
    const query = `resource=customers&field=note&value=${value}`;
    const { json: sought } = await admin.get(`/api/audit?${query}`);
    expect(sought.entries).toHaveLength(Number(found));
  }
  const unfiltered = await admin.get("/api/audit?limit=200");
  expect(unfiltered.json.entries).toContainEqual(json.entries[0]);
});

test("Purser's own writes are recorded once, as the operations that they are", async () => {
  const reply = await writeThroughPurser("customers/records/11", { note: "through" });
  expect([reply.status, reply.problem]).toEqual([200, null]);
  const [first, ...others] = await historyOf("customers/records/11");
  expect(others).toEqual([]);
  expect(first.entry).toMatchObject({ type: "operation", kind: "record.update" });
});

test("the bytes are those that Purser's login would have recorded", async () => {
  await office.admin.query(
    "create table clocks (id int primary key, at timestamptz, code bytea); insert into clocks values (1, '2026-01-01 00:00:00.000001+00', '\\x00ff')",
  );
  await office.migrate({
    ...office.config,
    resources: {
      ...resources,
      clocks: { recordOthers: true, access: { admin: { read: true } } },
    },
  });
  await asApplication("update clocks set id = 2");
  const { rows } = await office.admin.query(
    "select before::text as before, after::text as after from purser.change where table_name = 'clocks'",
  );
  expect(rows).toEqual([
    {
      before: '{"id" : "1", "at" : "2026-01-01 00:00:00.000001+00", "code" : "\\\\x00ff"}',
      after: '{"id" : "2", "at" : "2026-01-01 00:00:00.000001+00", "code" : "\\\\x00ff"}',
    },
  ]);
});

test("a month that nobody made ahead does not stop the application", async () => {
  const { rows } = await office.admin.query(
    "select to_char(now() at time zone 'UTC', '\"purser.change_\"YYYY_MM') as month",
  );
  await office.admin.query(`alter table purser.change detach partition ${rows[0].month}`);
  await office.admin.query(`alter table ${rows[0].month} rename to put_aside`);
  try {
    await asApplication("update customers set note = 'later' where id = 12");
    const { rows: found } = await office.admin.query(
      "select count(*)::int as n from purser.change where key = '[\"12\"]'",
    );
    expect(found).toEqual([{ n: 1 }]);
  } finally {
    await office.admin.query(`drop table ${rows[0].month}`);
    await office.admin.query("alter table purser.put_aside rename to change_here");
    await office.admin.query(
      `alter table purser.change attach partition purser.change_here for values from (date_trunc('month', now(), 'UTC')) to (date_trunc('month', now(), 'UTC') + interval '1 month')`,
    );
  }
});

test("no word of it to whoever may not read the table, nor of a table without it", async () => {
  await asApplication("update orders set total = 1 where id = 20");
  expect(await historyOf("orders/records/20")).toEqual([]);
  const config = { ...office.config, resources: { ...resources, customers: { access: {} } } };
  await office.migrate(config);
  await office.admin.query("update customers set note = 'unrecorded' where id = 13");
  expect(await historyOf("customers/records/13")).toEqual([]);
});
