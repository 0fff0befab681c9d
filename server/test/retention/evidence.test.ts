import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { retireMonths } from "../../src/audit/retention.ts";
import { changeOrders, openSealedOffice, type SealedOffice } from "../seal/office.ts";
import { askSecondVerifier, findSecondVerifier } from "../seal/second-verifier.ts";

const hasSecond = await findSecondVerifier();

let office: SealedOffice;

/** Reads of long ago among today's operations, over more than one tile and two checkpoints; then their month goes. */
beforeAll(async () => {
  office = await openSealedOffice();
  await office.admin.query(`
    create table purser.event_read_2020_01 partition of purser.event_read for values from ('2020-01-01Z') to ('2020-02-01Z');
    alter table purser.event_read_2020_01 owner to purser_owner`);
  const visitor = await office.signIn("admin");
  for (const id of ["1", "2"]) {
    await changeOrders(office.login, visitor, `id = ${id}`);
    await office.admin.query(`
      insert into purser.event (id, at, is_read, kind, resource, address)
      select gen_random_uuid(), '2020-01-20Z', true, 'record.list', e'q"\\\\\\t\\x7fü😀', '192.0.2.7' from generate_series(1, 300)`);
    await changeOrders(office.login, visitor, `id = ${id}`);
    await office.seal();
  }
  await office.login.query(
    "select purser.record_anchoring(c.tree, c.number, 'folder', true) from purser.checkpoint c order by c.number desc limit 1",
  );
  await office.migrate({ ...office.config, audit: { retention: { reads: 1 } } });
  const retired = await retireMonths(office.ledger, uuidv7);
  expect(retired).toMatchObject([{ table: "event_read", sealed: [{ rows: 600 }] }]);
  await office.seal();
});
afterAll(() => office.close());

/** Rows of 2020 that were sealed today: nobody can pass today's rows off as such without its being told. */
const told = ["dated_before_sealing", "retired"];

/** What both verifiers say of an export, with so many of the anchors; they must agree. */
async function judge(text: string, anchorsKept = Number.POSITIVE_INFINITY) {
  const anchors = (await office.checkpoints()).slice(0, anchorsKept);
  const { fault, notices, covered } = await office.verify(text, anchors);
  const found = fault && { code: fault.code, line: fault.line, position: fault.position };
  if (hasSecond)
    expect(
      await askSecondVerifier(
        text,
        [office.key.verifier.text],
        anchors.map(({ note }) => note),
      ),
    ).toEqual({
      fault: found,
      notices: notices.map(({ code, count, line }) => [code, count, line]),
    });
  return { fault: found, notices: notices.map(({ code }) => code), covered };
}

async function sizes(): Promise<readonly string[]> {
  const { rows } = await office.admin.query(
    "select size::text from purser.checkpoint order by number",
  );
  return rows.map(({ size }) => size);
}

/** The line of an export that holds a record with this text. */
function lineOf(text: string, part: string): number {
  return text.split("\n").findIndex((line) => line.includes(part)) + 1;
}

test("an export across a month that was removed says so, and is otherwise as it was sealed", async () => {
  const text = await office.export();
  const { fault, notices, covered } = await judge(text);
  expect([fault, notices]).toEqual([null, told]);
  expect(covered).toContainEqual(
    expect.stringMatching(
      /^retired: 600 records of event_read of 2020-01, by event [0-9a-f-]{36}$/,
    ),
  );
  expect(text).not.toContain("record.list");
});

test("so does one that begins between its records", async () => {
  const text = await office.export((await sizes())[0]);
  expect(text).toMatch(/"retired":\[\{"first":\d+,/);
  expect(await judge(text)).toMatchObject({ fault: null, notices: told });
});

test("one that begins after them has nothing to say of it", async () => {
  const text = await office.export((await sizes())[1]);
  expect(text).toContain("audit.retire");
  expect(await judge(text)).toMatchObject({ fault: null, notices: [] });
});

test("in one that ends before the removal was sealed, its records are missing", async () => {
  const text = await office.export(undefined, (await sizes())[1]);
  const line = lineOf(text, '"retired":"');
  expect((await judge(text)).fault).toMatchObject({ code: "record_missing", line });
});

test("what none of the given anchors keeps was not to be removed", async () => {
  const text = await office.export();
  const line = lineOf(text, "audit.retire");
  expect((await judge(text, 1)).fault).toMatchObject({ code: "wrong_retirement", line });
});

test("a copy of the event, by the owner of the database, does not say so again", async () => {
  await office.admin.query(
    "insert into purser.event (id, is_read, kind, details) select gen_random_uuid(), is_read, kind, details from purser.event where kind = 'audit.retire'",
  );
  const unsealed = await office.export();
  expect((await judge(unsealed)).fault).toBeNull();
  await office.seal();
  expect((await judge(await office.export())).fault?.code).toBe("wrong_retirement");
});

test("one more record that is gone is missing, and has not gone with the month, whatever the owner of the database notes", async () => {
  const { rows } = await office.admin.query(
    "select tableoid::regclass::text as month, id from purser.event where kind = 'session.signIn'",
  );
  await office.admin.query(`alter table ${rows[0].month} disable trigger all`);
  await office.admin.query(`delete from ${rows[0].month} where id = $1`, [rows[0].id]);
  const { fault } = await judge(await office.export());
  expect(fault).toMatchObject({ code: "record_missing", position: expect.any(Number) });
  await office.admin.query("alter table purser.retired disable trigger all");
  await office.admin.query(
    "update purser.retired set places = set_bit(places, $1, 1) where tile = 0",
    [fault?.position],
  );
  const text = await office.export();
  const line = lineOf(text, "audit.retire");
  expect((await judge(text)).fault).toMatchObject({ code: "wrong_retirement", line });
});

test("an event that was changed since is not sealed", async () => {
  const { rows } = await office.admin.query(
    "select tableoid::regclass::text as month, id from purser.event where kind = 'audit.retire' order by at limit 1",
  );
  await office.admin.query(`alter table ${rows[0].month} disable trigger all`);
  await office.admin.query(
    `update ${rows[0].month} set details = jsonb_set(details, '{month}', '"2019-12"') where id = $1`,
    [rows[0].id],
  );
  expect((await judge(await office.export())).fault?.code).toBe("record_not_sealed");
});

test("a month with a row that is not as it was sealed is not removed, and that is an error", async () => {
  await office.admin.query(`
    create table purser.event_read_2020_02 partition of purser.event_read for values from ('2020-02-01Z') to ('2020-03-01Z');
    alter table purser.event_read_2020_02 owner to purser_owner;
    insert into purser.event (id, at, is_read, kind) values (gen_random_uuid(), '2020-02-10Z', true, 'record.list')`);
  await office.seal();
  await office.login.query(
    "select purser.record_anchoring(c.tree, c.number, 'folder', true) from purser.checkpoint c order by c.number desc limit 1",
  );
  await office.admin.query("alter table purser.event_read_2020_02 disable trigger all");
  await office.admin.query("update purser.event_read_2020_02 set kind = 'record.read'");
  await expect(retireMonths(office.ledger, uuidv7)).rejects.toMatchObject({ code: "XX001" });
  await office.admin.query("update purser.event_read_2020_02 set kind = 'record.list'");
  expect(await retireMonths(office.ledger, uuidv7)).toHaveLength(1);
});
