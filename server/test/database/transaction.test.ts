import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { allSent } from "../../src/database/all-sent.ts";
import {
  type Connection,
  type Database,
  openDatabase,
  type Statement,
} from "../../src/database/database.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await createTestDatabase();
  database = openDatabase({ url: server.superuserUrl, connections: 1 });
  await database.run(sql("create table notes (body text)"));
});

afterAll(async () => {
  await database.end();
  await server.drop();
});

beforeEach(async () => {
  await database.run(sql("truncate notes"));
});

const sql = (text: string): Statement => ({ text, values: [] });
const write = (body: string) => sql(`insert into notes values ('${body}')`);
const broken = sql("select 1 / 0");

async function readNotes(): Promise<readonly (string | null)[]> {
  const { rows } = await database.run(sql("select body from notes order by body"));
  return rows.map(([body]) => body ?? null);
}

test("the preface is committed by itself, whatever becomes of the rest", async () => {
  const work = database.transaction((connection) => connection.run(broken), write("preface"));
  await expect(work).rejects.toMatchObject({ code: "22012" });
  expect(await readNotes()).toEqual(["preface"]);
});

test("nothing is done whose preface failed", async () => {
  const work = database.transaction(async (connection) => {
    await connection.run(write("first"));
    await connection.run(write("second"));
  }, broken);
  await expect(work).rejects.toMatchObject({ code: "22012" });
  expect(await readNotes()).toEqual([]);
});

test("what was sent together ends before the transaction does, also when its first part fails", async () => {
  let slow = Promise.resolve();
  const work = database.transaction(async (connection) => {
    slow = writeLate(connection);
    await allSent(connection.run(broken), slow);
  });
  await expect(work, "the reason, not that the transaction is aborted").rejects.toMatchObject({
    code: "22012",
  });
  await expect(slow).rejects.toMatchObject({ code: "25P02" });
  expect(await readNotes(), "nothing slipped out behind the rollback").toEqual([]);
});

async function writeLate(connection: Connection): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await connection.run(sql("select 1")).catch(() => undefined);
  await connection.run(write("late"));
}
