import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anchorNewest } from "../../src/audit/anchor/anchor-newest.ts";
import { folderAnchor } from "../../src/audit/anchor/folder-anchor.ts";
import { withEachServer } from "../support/postgres.ts";
import { openSealedOffice, type SealedOffice } from "./office.ts";

let office: SealedOffice;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "purser-anchor-"));
  office = await openSealedOffice();
  await office.seal();
  await anchorNewest(office.ledger, folderAnchor({ path: folder, everySeconds: 0 }));
});
afterAll(async () => {
  await office.close();
  await rm(folder, { recursive: true });
});

/** Tables that the seal rests on, each with a column that somebody would like to change. */
const tables = [
  ["tree", "cluster = '1/1'"],
  ["tile", "hashes = sha256('forged')"],
  ["checkpoint", "note = 'forged'"],
  ["anchoring", "kept = not kept"],
  ["policy", "at = now()"],
] as const;

async function codeOf(attempt: Promise<unknown>): Promise<string | undefined> {
  return attempt.then(
    () => undefined,
    (error: { code?: string }) => error.code,
  );
}

test.each(tables)("W5: Purser's login may not write %s itself", async (table, change) => {
  for (const statement of [
    `insert into purser.${table} default values`,
    `update purser.${table} set ${change}`,
    `delete from purser.${table}`,
    `truncate purser.${table} cascade`,
    `alter table purser.${table} disable trigger all`,
  ])
    expect([statement, await codeOf(office.login.query(statement))]).toEqual([statement, "42501"]);
});

test.each(tables)("W5: not even the owner changes a row of %s", async (table, change) => {
  const { rows } = await office.admin.query(`select count(*)::int as n from purser.${table}`);
  expect(rows[0].n).toBeGreaterThan(0);
  for (const statement of [
    `update purser.${table} set ${change}`,
    `set session_replication_role = replica; update purser.${table} set ${change}`,
    `set session_replication_role = origin; delete from purser.${table}`,
    `truncate purser.${table} cascade`,
  ])
    expect([statement, await codeOf(office.admin.query(statement))]).toEqual([statement, "PU003"]);
});

test("W5: Purser's login cannot shrink the tree through the functions that grow it", async () => {
  await office.signIn("viewer");
  await office.seal();
  const { rows } = await office.admin.query(
    "select count(*)::int as count, max(size)::text as size from purser.checkpoint",
  );
  const append = (number: number, size: string) =>
    codeOf(
      office.login.query(
        "select purser.append_checkpoint(1::smallint, $1, $2, '3:3:', now(), '')",
        [number, size],
      ),
    );
  expect(await append(rows[0].count + 1, "0")).toBe("PU003");
  expect(await append(rows[0].count, rows[0].size)).toBe("40001");
  expect(
    await codeOf(
      office.login.query(
        "select purser.append_tiles(1::smallint, array[0], array[0::bigint], array[sha256('forged')])",
      ),
    ),
  ).toBe("PU003");
});

withEachServer((server) => {
  test("W5: months that are made later are as append-only as the tables they belong to, also for replication", async () => {
    const later = await openSealedOffice({ server });
    await later.admin.query("select purser.ensure_months(4)");
    const { rows } = await later.admin.query(
      `select c.relkind, t.tgname, t.tgenabled, count(*)::int as n
       from pg_trigger t join pg_class c on c.oid = t.tgrelid
       where c.relnamespace = 'purser'::regnamespace and c.relname like any (array['operation%', 'event%']) and t.tgname like 'append_only%'
       group by 1, 2, 3 order by 1, 2`,
    );
    // The tables operation, event, event_read and event_act; and five months of all but event.
    expect(rows).toEqual([
      { relkind: "p", tgname: "append_only", tgenabled: "A", n: 4 },
      { relkind: "p", tgname: "append_only_truncate", tgenabled: "A", n: 2 },
      { relkind: "r", tgname: "append_only", tgenabled: "A", n: 15 },
      { relkind: "r", tgname: "append_only_truncate", tgenabled: "A", n: 15 },
    ]);
    await later.close();
  });
});
