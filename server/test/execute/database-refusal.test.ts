import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openOffice, type TestOffice, type Visitor } from "../support/purser.ts";
import { shopResources, shopSchema } from "../support/shop.ts";

/** Makes PostgreSQL fail with the SQLSTATE that is written. */
const failing = `
create function fail() returns trigger language plpgsql as $$
begin raise exception 'failed' using errcode = new.label; end $$;
create trigger fail before update on codes for each row execute function fail();
`;
const path = "/api/resources/codes/records/a,b";
let office: TestOffice;
let admin: Visitor;

beforeAll(async () => {
  office = await openOffice({
    schema: shopSchema + failing,
    resources: shopResources,
    purser: { log: pino({ level: "silent" }) },
  });
  admin = await office.signIn("admin");
});
afterAll(() => office.close());

test.each([
  ["a disk that is full", "53100", 503, "database_unavailable"],
  ["no memory", "53200", 503, "database_unavailable"],
  ["no connection that is free", "53300", 503, "database_unavailable"],
  ["more temporary files than are allowed", "53400", 422, "too_slow"],
  ["a statement that was cancelled", "57014", 422, "too_slow"],
  ["a server that is shut down", "57P01", 503, "database_unavailable"],
  ["a server that starts up", "57P03", 503, "database_unavailable"],
  ["a database that is gone", "57P04", 503, "database_unavailable"],
  ["a transaction that stood idle", "25P03", 503, "database_unavailable"],
  ["a transaction that took too long", "25P04", 422, "too_slow"],
  ["a disk that fails", "58030", 500, "internal"],
  ["a file that is gone", "58P01", 500, "internal"],
  ["a fault of PostgreSQL", "XX000", 500, "internal"],
])("%s is answered as what it is", async (_, state, status, code) => {
  const { json } = await admin.get(path);
  const version = { "if-match": `"${json.version}"` };
  const reply = await admin.send("PATCH", path, { values: { label: state } }, version);
  expect([reply.status, reply.problem?.code]).toEqual([status, code]);
  expect((await admin.get(path)).json.values.label).toBe("plain");
});
