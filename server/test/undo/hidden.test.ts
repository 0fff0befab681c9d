import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { GrantConfig } from "../../src/config/config.ts";
import { createPurser } from "../../src/purser.ts";
import { openOffice, type TestOffice, type Visitor } from "../support/purser.ts";
import { change, operate, undo } from "./office.ts";

const everything: GrantConfig = { read: true, create: true, update: true, delete: true };

/** Accounts whose PIN nobody may see; their devices are no resource at all, and go with them. */
const schema = `
create type tier as enum ('low', 'high');
create schema vault;
create domain vault.pin as text check (value ~ '^[0-9]+$');
create table accounts (
  id int primary key, name text not null, pin vault.pin not null, tier tier, limits numeric(12, 2)[], card char(20),
  note text, touched int not null default 0
);
create table devices (id int primary key, account_id int references accounts on delete cascade, token text);
insert into accounts select i, 'Account ' || i, (70000000 + i)::text, 'high', array[i + 0.25, null], 'card-' || i, 'note-' || i
  from generate_series(1, 30) i;
insert into devices values (1, 1, 'device-token-1');
analyze;
`;
const resources = {
  accounts: {
    fields: {
      pin: { hidden: true },
      tier: { hidden: true },
      limits: { hidden: true },
      card: { hidden: true },
      name: { personal: true, mask: false },
    },
    access: { admin: everything },
  },
} as const;

let office: TestOffice;
let admin: Visitor;

beforeAll(async () => {
  office = await openOffice({ schema, resources });
  admin = await office.signIn("admin");
});
afterAll(() => office.close());

async function bytesOf(id: number): Promise<unknown> {
  const { rows } = await office.admin.query("select a::text as row from accounts a where id = $1", [
    id,
  ]);
  return rows[0]?.row;
}

/** Everything in the ledger that Purser's login may read, as one text. */
async function readLedger(): Promise<string> {
  const { rows: tables } = await office.login.query(
    `select format('%I.%I', n.nspname, c.relname) as name,
        string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
      where n.nspname = 'purser' and c.relkind in ('r', 'p', 'v') and a.attnum > 0 and not a.attisdropped
        and has_column_privilege(c.oid, a.attnum, 'select')
      group by 1`,
  );
  const texts: string[] = [];
  for (const { name, columns } of tables) {
    const { rows } = await office.login.query(`select row(${columns})::text as row from ${name}`);
    texts.push(...rows.map(({ row }) => row));
  }
  const { rows } = await office.login.query(
    "select purser.open_personal(before, personal)::text || purser.open_personal(after, personal)::text as opened from purser.change",
  );
  return [...texts, ...rows.map(({ opened }) => opened)].join("\n");
}

describe("what nobody may read", () => {
  test("is in nothing that Purser's login can read, also of tables that the config does not name", async () => {
    await change(admin, "accounts/records/1", { note: "changed" });
    const { json } = await change(admin, "accounts/records/1", null);
    const read = await readLedger();
    expect(read).toContain("note-1");
    expect(read).toContain("Account 1");
    for (const secret of ["70000001", "card-1", "{1.25,NULL}", "device-token-1"])
      expect([secret, read.includes(secret)]).toEqual([secret, false]);
    const { rows } = await office.admin.query(
      "select table_name, personal from purser.change where operation_id = $1 order by table_name",
      [json.operation],
    );
    expect(rows).toEqual([
      { table_name: "accounts", personal: ["name", "pin", "tier", "limits", "card"] },
      { table_name: "devices", personal: ["account_id", "token"] },
    ]);
  });

  test("is not the login's to write, and neither is the way back", async () => {
    for (const statement of [
      "insert into accounts (id, name, pin) values (99, 'x', '1')",
      "update accounts set pin = '1'",
      "select * from purser.token_key",
      "select purser.row_to_restore('public', 'accounts', '[\"1\"]')",
    ])
      await expect(office.login.query(statement)).rejects.toMatchObject({ code: "42501" });
  });

  test("has the same token wherever its column holds it, and no other column's", async () => {
    const { json } = await change(admin, "accounts/records/2", { note: "a" });
    const { json: again } = await change(admin, "accounts/records/2", { note: "b" });
    await office.admin.query("update accounts set card = pin where id = 2");
    const { json: third } = await change(admin, "accounts/records/2", { note: "c" });
    const { rows } = await office.login.query(
      "select purser.open_personal(after, personal) as after, after ->> 'pin' as commitment from purser.change where operation_id = any($1) order by id",
      [[json.operation, again.operation, third.operation]],
    );
    const [first, second, last] = rows;
    expect(first.after.pin).toMatch(/^[0-9a-f]{64}$/);
    expect(second.after.pin).toBe(first.after.pin);
    expect(second.commitment).not.toBe(first.commitment);
    expect(last.after.card.trim()).not.toBe(last.after.pin);
  });
});

describe("a row that is put back", () => {
  test("has its hidden columns again, of whatever type, and none of them passes the login", async () => {
    const before = await bytesOf(3);
    const gone = await operateDelete(3);
    expect(await bytesOf(3)).toBeUndefined();
    const { problem } = await undo(admin, gone);
    expect(problem).toBeNull();
    expect(await bytesOf(3)).toBe(before);
  });

  test("is only the one that the operation undone has taken", async () => {
    const taken = await operateDelete(4);
    const other = await operateDelete(5);
    const { rows } = await office.admin.query(
      "select id::text from purser.change where operation_id = $1 and table_name = 'accounts'",
      [taken],
    );
    const insert = (id: number, undoes: string | null, named: string) =>
      insertUndoing(undoes, named, `insert into accounts (id, name) values (${id}, 'Forged')`);
    // The column is not null, so that an insert which the trigger does not complete fails.
    for (const [id, undoes] of [
      [4, null],
      [4, other],
      [5, taken],
      [90, taken],
    ] as const)
      await expect(insert(id, undoes, rows[0].id)).rejects.toMatchObject({ code: "23502" });
    await insert(4, taken, rows[0].id);
    expect(await bytesOf(4)).toContain("70000004");
  });

  test("keeps a field to itself that was hidden when it went, and has been shown since", async () => {
    const gone = await operateDelete(6);
    const { rows } = await office.admin.query("select clock_timestamp()::text as at");
    await change(admin, "accounts/records/7", { note: "later" });
    const shown = { accounts: { ...resources.accounts, fields: { tier: { hidden: true } } } };
    const config = { ...office.config, resources: shown } as const;
    await office.migrate(config);
    const purser = await createPurser(config);
    // biome-ignore lint/suspicious/noExplicitAny: answers are asserted on, not computed with
    const read = async (path: string): Promise<any> => {
      const request = new Request(`http://localhost:4000${path}`, {
        headers: { cookie: admin.cookie },
      });
      return (await purser.fetch(request)).json();
    };
    try {
      expect(await read(`/api/audit/${gone}/undo`)).toMatchObject({
        possible: false,
        why: expect.stringContaining("hidden then"),
      });
      const at = encodeURIComponent(rows[0].at);
      const { record } = await read(`/api/resources/accounts/records/7/as-of?at=${at}`);
      expect(record.values).toMatchObject({ pin: null, note: "note-7" });
    } finally {
      await purser.stop();
      await office.migrate();
    }
  });
});

test("a column that becomes hidden leaves its table read-only until the next migration", async () => {
  const fields = { ...resources.accounts.fields, note: { hidden: true } };
  const config = { ...office.config, resources: { accounts: { ...resources.accounts, fields } } };
  const purser = await createPurser(config);
  try {
    const request = new Request("http://localhost:4000/api/resources", {
      headers: { cookie: admin.cookie },
    });
    expect(await (await purser.fetch(request)).text()).toContain("personal or hidden");
  } finally {
    await purser.stop();
  }
});

function operateDelete(id: number): Promise<string> {
  return operate(office, admin, "accounts", `delete from accounts where id = ${id}`);
}

/** As an undo would, and as somebody would who has the login's password and a session. */
async function insertUndoing(undoes: string | null, named: string, insert: string): Promise<void> {
  await office.login.query("begin");
  try {
    await office.login.query(
      "select purser.begin_operation(gen_random_uuid(), 'session', $1, 'record.undo', 'accounts', 'public', 'accounts', '[]', null, null, null, 'test', $2)",
      [admin.proof, undoes],
    );
    await office.login.query("select set_config('purser.restored_change', $1, true)", [named]);
    await office.login.query(insert);
    await office.login.query("commit");
  } catch (error) {
    await office.login.query("rollback");
    throw error;
  }
}
