import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openOffice, type TestOffice, type Visitor } from "../support/purser.ts";
import { shopResources, shopSchema } from "../support/shop.ts";

/** Triggers that write and take it back: PostgreSQL counts such rows as written, and those of the log with them. */
const triggers = `
create table shadow (note text);
create function try() returns trigger language plpgsql security definer as $$
begin
  begin
    update orders set total = 1 where id = 1;
    delete from customers where id = 2;
    raise exception 'on second thoughts';
  exception when raise_exception then null;
  end;
  if new.label = 'tried and told' then insert into shadow values (new.label); end if;
  return null;
end $$;
create trigger try after update on codes for each row when (new.label like 'tried%') execute function try();
`;

let office: TestOffice;
let visitor: Visitor;

beforeAll(async () => {
  office = await openOffice({ schema: shopSchema + triggers, resources: shopResources });
  visitor = await office.signIn("admin");
});
afterAll(() => office.close());

interface Attempt {
  readonly label: string;
  /** Runs within the operation, before it ends. */
  readonly besides?: string;
}

/** Gives a code a label as Purser does; nothing stays. Answers what came of it, or the error. */
async function attempt({ label, besides = "" }: Attempt) {
  const id = uuidv7();
  await office.login.query("begin");
  try {
    await office.login.query(
      `select purser.begin_operation($1, 'session', $2, 'record.update', 'codes', 'public', 'codes', '[["a","b"]]', null, null, null, 'test')`,
      [id, visitor.proof],
    );
    await office.login.query("update public.codes set label = $1 where a = 'a'", [label]);
    await office.login.query(besides);
    await office.login.query("select * from purser.end_operation($1)", [id]);
    const { rows } = await office.login.query(
      "select direct, cascade from purser.outcome where operation_id = $1",
      [id],
    );
    return rows;
  } catch (error) {
    return error instanceof pg.DatabaseError ? [error.code, error.message] : error;
  } finally {
    await office.login.query("rollback");
  }
}

describe("W8: what capture should have seen is what is written", () => {
  test("but not what an exception block took back, with all that followed from it", async () => {
    expect(await attempt({ label: "tried" })).toEqual([{ direct: 1, cascade: 0 }]);
  });

  test("nor what a savepoint took back", async () => {
    const besides = "savepoint s; delete from public.customers where id = 3; rollback to s";
    expect(await attempt({ label: "plain", besides })).toEqual([{ direct: 1, cascade: 0 }]);
  });

  test("and what one took back hides nothing that another wrote unseen", async () => {
    expect(await attempt({ label: "tried and told" })).toEqual([
      "PU002",
      "a write to public.shadow was not captured",
    ]);
  });

  test("and where PostgreSQL does not count, nothing is written", async () => {
    const login = pg.escapeIdentifier(office.login.user ?? "");
    await office.admin.query(`grant set on parameter track_counts to ${login}`);
    const besides = "set local track_counts = off; update public.codes set label = 'uncounted'";
    try {
      expect(await attempt({ label: "plain", besides })).toEqual([
        "PU002",
        "a write to some table was not captured",
      ]);
    } finally {
      await office.admin.query(`revoke set on parameter track_counts from ${login}`);
    }
  });
});
