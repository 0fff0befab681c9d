import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { giveSession } from "../support/give-session.ts";
import { openOffice, type TestOffice, type Visitor } from "../support/purser.ts";
import { shopResources, shopSchema } from "../support/shop.ts";

let office: TestOffice;
let visitor: Visitor;

beforeAll(async () => {
  office = await openOffice({ schema: shopSchema, resources: shopResources });
  visitor = await office.signIn("admin");
  // Every table of the log gets a row: an UPDATE that meets none would be refused by nobody.
  const path = "/api/resources/codes/records/a,b";
  const { json } = await visitor.get(path);
  await visitor.send(
    "PATCH",
    path,
    { values: { label: "seeded" } },
    { "if-match": `"${json.version}"` },
  );
  const { rows } = await office.admin.query("select id from purser.session limit 1");
  await office.admin.query(
    "insert into purser.session_end (session_id, reason) values ($1, 'test')",
    [(await openAnother()).id ?? rows[0].id],
  );
  await office.admin.query(
    "insert into purser.mandate (id, secret_hash, issued_by, kind, plan_digest, expires_at) values ('00000000-0000-7000-8000-000000000001', $1, $2, 'record.update', '', now() + interval '1 hour')",
    [randomBytes(32), rows[0].id],
  );
  await office.admin.query(
    "insert into purser.mandate_end (mandate_id, reason) values ('00000000-0000-7000-8000-000000000001', 'test')",
  );
});
afterAll(() => office.close());

async function openAnother() {
  await office.signIn("viewer");
  const { rows } = await office.admin.query(
    "select id from purser.session order by at desc limit 1",
  );
  return rows[0];
}

const log = [
  "session",
  "session_end",
  "mandate",
  "mandate_end",
  "operation",
  "outcome",
  "intent",
  "change",
  "event",
];

async function codeOf(attempt: Promise<unknown>): Promise<string | undefined> {
  return attempt.then(
    () => undefined,
    (error: { code?: string }) => error.code,
  );
}

describe("W5: nobody rewrites the log", () => {
  test.each(log)("Purser's login may not write %s", async (table) => {
    for (const statement of [
      `insert into purser.${table} default values`,
      `update purser.${table} set at = at`,
      `delete from purser.${table}`,
      `truncate purser.${table}`,
      `alter table purser.${table} disable trigger all`,
      `drop table purser.${table}`,
    ])
      expect([statement, await codeOf(office.login.query(statement))]).toEqual([
        statement,
        "42501",
      ]);
  });

  test("Purser's login may not become anybody else, nor read what opens a session", async () => {
    expect(await codeOf(office.login.query("set role purser_owner"))).toBe("42501");
    expect(await codeOf(office.login.query("set role postgres"))).toBe("42501");
    expect(await codeOf(office.login.query("select secret_hash from purser.session"))).toBe(
      "42501",
    );
    expect(await codeOf(office.login.query("select * from purser.mandate"))).toBe("42501");
    expect(await codeOf(office.login.query("set session_replication_role = replica"))).toBe(
      "42501",
    );
  });

  test.each(log)("not even the owner changes a row of %s", async (table) => {
    const { rows } = await office.admin.query(`select count(*)::int as n from purser.${table}`);
    expect(rows[0].n).toBeGreaterThan(0);
    for (const statement of [
      `update purser.${table} set at = at`,
      `delete from purser.${table}`,
      `truncate purser.${table} cascade`,
    ])
      expect([statement, await codeOf(office.admin.query(statement))]).toEqual([
        statement,
        "PU003",
      ]);
  });

  test("nor with triggers for replication only, nor in a partition", async () => {
    const { rows } = await office.admin.query(
      "select tableoid::regclass::text as partition from purser.event limit 1",
    );
    expect(
      await codeOf(
        office.admin.query(
          `set session_replication_role = replica; delete from ${rows[0].partition}`,
        ),
      ),
    ).toBe("PU003");
    expect(await codeOf(office.admin.query(`truncate ${rows[0].partition}`))).toBe("PU003");
    await office.admin.query("set session_replication_role = origin");
  });
});

describe("W6: no write without an operation of somebody who may act", () => {
  const write = "update public.codes set label = 'forged' where a = 'a'";
  const begin = (proof: Buffer, authority = "session") => ({
    text: `select purser.begin_operation($1, $2, $3, 'record.update', 'codes', 'public', 'codes', '[["a","b"]]', null, null, null, 'test')`,
    values: [uuidv7(), authority, proof],
  });

  async function attempt(
    ...statements: readonly (string | { text: string; values: unknown[] })[]
  ): Promise<string | undefined> {
    await office.login.query("begin");
    try {
      for (const statement of statements) await office.login.query(statement);
      return undefined;
    } catch (error) {
      return error instanceof Error && "code" in error ? String(error.code) : "fault";
    } finally {
      await office.login.query("rollback");
    }
  }

  test("with one it goes through", async () => {
    expect(await attempt(begin(visitor.proof), write)).toBeUndefined();
  });

  test.each([
    ["no operation", () => [write], "PU004"],
    ["a forged setting in place of one", () => ["set local purser.actor = 'ceo'", write], "PU004"],
    ["a session that never was", () => [begin(randomBytes(32)), write], "PU001"],
    ["a mandate that never was", () => [begin(randomBytes(32), "mandate"), write], "PU001"],
    ["the system's authority", () => [begin(randomBytes(32), "system"), write], "42501"],
    [
      "a second operation in the same transaction",
      () => [begin(visitor.proof), write, begin(visitor.proof)],
      "23505",
    ],
    ["truncate", () => [begin(visitor.proof), "truncate public.codes"], "42501"],
  ] as const)("with %s it is refused", async (_, statements, code) => {
    expect(await attempt(...statements())).toBe(code);
  });

  test("with an ended session it is refused", async () => {
    const leaving = await office.signIn("admin");
    await leaving.send("POST", "/auth/logout");
    expect(await attempt(begin(leaving.proof), write)).toBe("PU001");
  });

  test("with an expired or idle session it is refused", async () => {
    for (const [column, lifetime, idle] of [
      ["expired", "1 microsecond", "15 minutes"],
      ["idle", "12 hours", "1 microsecond"],
    ] as const) {
      const { proof } = await giveSession(office.login, { roles: ["admin"], idle, lifetime });
      expect([column, await attempt(begin(proof), write)]).toEqual([column, "PU001"]);
    }
  });
});

describe("W8: a write that no trigger saw undoes the operation", () => {
  test("an application's trigger that writes to an unarmed table", async () => {
    await office.admin.query(`
      create table shadow (id bigint, note text);
      create function to_shadow() returns trigger language plpgsql security definer as $$
      begin insert into shadow values (new.id, 'unseen'); return null; end $$;
      create trigger to_shadow after update on customers for each row execute function to_shadow()`);
    try {
      const path = "/api/resources/customers/records/40";
      const { json } = await visitor.get(path);
      const reply = await visitor.send(
        "PATCH",
        path,
        { values: { name: "Unseen" } },
        { "if-match": `"${json.version}"` },
      );
      expect([reply.status, reply.problem?.code]).toEqual([409, "unaudited_write"]);
      const { rows } = await office.admin.query(
        "select (select count(*) from shadow)::int as shadow, name from customers where id = 40",
      );
      expect(rows).toEqual([{ shadow: 0, name: "Customer 40" }]);
    } finally {
      await office.admin.query(
        "drop trigger to_shadow on customers; drop function to_shadow; drop table shadow",
      );
    }
  });

  test("writes that others make are none of Purser's business", async () => {
    await office.admin.query("update customers set note = 'by the application' where id = 41");
    const { rows } = await office.admin.query(
      "select count(*)::int as n from purser.change where table_name = 'customers' and key = '[\"41\"]'",
    );
    expect(rows[0].n).toBe(0);
  });
});
