import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openOffice, type TestOffice, type Visitor } from "../support/purser.ts";

/** What a form would send, and an SQL literal of what is there before. */
const values: readonly (readonly [column: string, type: string, before: string, after: unknown])[] =
  [
    ["id", "bigint", "9223372036854775807", undefined],
    ["nan", "double precision", "'-0'", "NaN"],
    ["infinite", "double precision", "'-Infinity'", "Infinity"],
    ["tiny", "double precision", "4.9e-324", 0.1],
    ["real", "real", "1e-45", 3.4028235e38],
    ["digits", "numeric", `'${"9".repeat(200)}.${"1".repeat(300)}'`, "0.10000000000000000000"],
    ["no number", "numeric", "'NaN'", "Infinity"],
    ["bytes", "bytea", "'\\x005c27ff0a'", "AAECAwQF/w=="],
    ["span", "tstzrange", "'[2026-01-01 00:00:00.000001+00,)'", undefined],
    ["whole", "int4multirange", "'{[1,3),[5,9)}'", undefined],
    ["list", "text[]", `array['a,b', '"', '\\', null, 'NULL', '', ' ', '{}']`, undefined],
    ["grid", "int[][]", "'[0:1][2:3]={{1,2},{3,4}}'", undefined],
    ["fixed", "char(5)", "'ab'", "c"],
    ["exact", "json", `'{ "b" : 1,\n "a":[ ],"b":2 }'`, '{  "z" : 1.0 , "a" : null }'],
    ["binary", "jsonb", `'{ "b" : 1.50, "a":"\\u00e9" }'`, '{"n":1e2}'],
    ["at", "timestamptz", "'2026-03-29 01:59:59.999999+00'", "2026-03-29 03:00:00.000001+02"],
    ["never", "timestamptz", "'infinity'", "-infinity"],
    ["bc", "date", "'0044-03-15 BC'", undefined],
    ["clock", "timetz", "'24:00:00+14'", undefined],
    ["while", "interval", "'-1 year 2 mons -3 days 04:05:06.000007'", undefined],
    ["net", "inet", "'2001:db8::1/64'", undefined],
    [
      "Ödd \"name\"; drop table 'x' --",
      "text",
      "E'\\u2028\\u00e9e\\u0301 \\t\\r\\n'",
      "\u{1f600}\u00a0",
    ],
    ["select", "text", "''", "NULL"],
    ["$1", "xml", "'<a b=\"1\">&amp;</a>'", undefined],
  ];

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
let office: TestOffice;
let admin: Visitor;

beforeAll(async () => {
  office = await openOffice({
    schema: `
      create table "Odd, table" (${values.map(([name, type]) => `${quote(name)} ${type}`).join(", ")}, primary key (id));
      insert into "Odd, table" values (${values.map(([, , before]) => before).join(", ")});
      create table documents (id int primary key, body jsonb, source json);
      insert into documents values (1, '{}', '{}')`,
    resources: {
      "Odd, table": { access: { admin: { read: true, create: true, update: true, delete: true } } },
      documents: { access: { admin: { read: true, update: true } } },
    },
    purser: { log: pino({ level: "silent" }) },
  });
  admin = await office.signIn("admin");
});
afterAll(() => office.close());

/** PostgreSQL's own text output of every column, as Purser's login sees it. */
async function textsOf(
  table: string,
  names: readonly string[],
  id: string,
): Promise<readonly (string | null)[]> {
  const { rows } = await office.login.query({
    text: `select ${names.map((name) => `${quote(name)}::text`).join(", ")} from ${quote(table)} where id = $1`,
    values: [id],
    rowMode: "array",
  });
  return rows[0] ?? [];
}

async function lastChange() {
  const { rows } = await office.admin.query(
    "select before, after from purser.change order by id desc limit 1",
  );
  return rows[0];
}

test("before and after are PostgreSQL's own text, byte for byte, whatever the type", async () => {
  const names = values.map(([name]) => name);
  const path = "/api/resources/Odd~2c~20table/records/9223372036854775807";
  const was = await textsOf("Odd, table", names, "9223372036854775807");
  const { json } = await admin.get(path);
  const changed = values.filter(([, , , after]) => after !== undefined);
  const reply = await admin.send(
    "PATCH",
    path,
    { values: Object.fromEntries(changed.map(([name, , , after]) => [name, after])) },
    { "if-match": `"${json.version}"` },
  );
  expect([reply.status, reply.problem?.errors]).toEqual([200, undefined]);
  const is = await textsOf("Odd, table", names, "9223372036854775807");
  const change = await lastChange();
  expect(Object.keys(change.before)).toEqual(names);
  expect(Object.values(change.before)).toEqual(was);
  expect(Object.values(change.after)).toEqual(is);
  expect(is.filter((text, index) => text !== was[index])).toHaveLength(changed.length);
  expect([was[1], is[1], was[2], is[2]]).toEqual(["-0", "NaN", "-Infinity", "Infinity"]);
});

test("what is deleted leaves the same bytes", async () => {
  const names = values.map(([name]) => name);
  const path = "/api/resources/Odd~2c~20table/records/9223372036854775807";
  const was = await textsOf("Odd, table", names, "9223372036854775807");
  const { json } = await admin.get(path);
  const reply = await admin.send("DELETE", path, undefined, { "if-match": `"${json.version}"` });
  expect(reply.status).toBe(200);
  const change = await lastChange();
  expect(change.after).toBeNull();
  expect(Object.values(change.before)).toEqual(was);
});

test("a document of 10 MB, with its spaces where the type keeps them", async () => {
  const path = "/api/resources/documents/records/1";
  const { json } = await admin.get(path);
  const document = JSON.stringify({ text: 'é word word word "x"\n'.repeat(450_000) }, null, 1);
  expect(document.length).toBeGreaterThan(10_000_000);
  const reply = await admin.send(
    "PATCH",
    path,
    { values: { source: document } },
    { "if-match": `"${json.version}"` },
  );
  expect(reply.status).toBe(200);
  const change = await lastChange();
  expect(change.after.source === document).toBe(true);
  const [stored] = await textsOf("documents", ["source"], "1");
  expect(change.after.source === stored).toBe(true);
});
