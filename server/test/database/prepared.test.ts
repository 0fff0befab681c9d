import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "../../src/database/database.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await createTestDatabase();
  // One connection, so that what one statement leaves behind is there for the next.
  database = openDatabase({ url: server.superuserUrl, connections: 1 });
});

afterAll(async () => {
  await database.end();
  await server.drop();
});

const run = (text: string, prepare = false) => database.run({ text, values: [], prepare });

async function listPrepared(): Promise<readonly (string | null)[]> {
  const { rows } = await run("select statement from pg_prepared_statements");
  return rows.map(([statement]) => statement ?? null);
}

test("a statement is prepared only when it says that it may be", async () => {
  await run("select 'once'");
  await run("select 'again and again'", true);
  await run("select 'again and again'", true);
  expect(await listPrepared()).toEqual(["select 'again and again'"]);
});

test("a prepared statement outlives a change of its columns' types", async () => {
  await run("create table prices (amount integer)");
  await run("insert into prices values (1)");
  expect((await run("select amount from prices", true)).rows).toEqual([["1"]]);
  await run("alter table prices alter column amount type numeric(6, 2)");
  expect((await run("select amount from prices", true)).rows).toEqual([["1.00"]]);
});

test("a prepared statement that a pooler in between has lost is run all the same", async () => {
  expect((await run("select 'kept'", true)).rows).toEqual([["kept"]]);
  await run("deallocate all");
  expect((await run("select 'kept'", true)).rows).toEqual([["kept"]]);
});

test("a transaction that loses one runs once more, and what goes before it only once", async () => {
  await run("create table entries (what text)");
  const write = (what: string, prepare: boolean) => ({
    text: `insert into entries values ('${what}')`,
    values: [],
    prepare,
  });
  const enter = (prepared: { readonly before: boolean; readonly within: boolean }) =>
    database.transaction(
      (connection) => connection.run(write("within", prepared.within)),
      write("before", prepared.before),
    );
  const count = async (what: string) =>
    (await run(`select count(*) from entries where what = '${what}'`)).rows[0]?.[0];

  await enter({ before: false, within: true });
  await run("deallocate all");
  await enter({ before: false, within: true });
  expect([await count("before"), await count("within")]).toEqual(["2", "2"]);

  await enter({ before: true, within: false });
  await run("deallocate all");
  await enter({ before: true, within: false });
  expect([await count("before"), await count("within")]).toEqual(["4", "4"]);
});
