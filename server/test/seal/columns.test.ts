import { afterAll, beforeAll, expect, test } from "vitest";
import { sources, treeSource } from "../../src/audit/record/source.ts";
import { openSealedOffice, type SealedOffice } from "./office.ts";

let office: SealedOffice;
beforeAll(async () => {
  office = await openSealedOffice();
});
afterAll(() => office.close());

/** What is not sealed, and why: it opens something, or it is the tree itself. */
const leftOut: { readonly [table: string]: readonly string[] } = {
  session: ["secret_hash"],
  mandate: ["secret_hash"],
};

test.each([treeSource, ...sources])(
  "every column of $table is sealed",
  async ({ table, columns }) => {
    const { rows } = await office.admin.query(
      "select attname::text as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped",
      [`purser.${table}`],
    );
    expect(rows.map(({ name }) => name).sort()).toEqual(
      [...columns, ...(table === "tree" ? [] : ["tree"]), ...(leftOut[table] ?? [])].sort(),
    );
  },
);

test("PostgreSQL and the sealer know the same tables", async () => {
  const { rows } = await office.admin.query("select purser.sealed_tables() as tables");
  expect(rows[0].tables).toEqual(sources.map(({ table }) => table));
});

test("what was sealed can be neither changed nor removed, nor grown but at its end", async () => {
  await office.seal();
  const refused = async (statement: string) =>
    office.admin.query(statement).then(
      () => "done",
      (error: { code?: string }) => error.code,
    );
  for (const table of ["tree", "checkpoint", "tile"])
    for (const statement of [`delete from purser.${table}`, `truncate purser.${table} cascade`])
      expect([statement, await refused(statement)]).toEqual([statement, "PU003"]);
  expect(await refused("update purser.checkpoint set note = ''")).toBe("PU003");
  const other = "set_byte(hashes, 0, get_byte(hashes, 0) # 1)";
  expect(await refused(`update purser.tile set hashes = ${other}`)).toBe("PU003");
  expect(await refused("update purser.tile set level = 1")).toBe("PU003");
  expect(
    await refused("begin; update purser.tile set hashes = hashes || sha256(''); rollback"),
  ).toBe("done");
});

test("the login that serves people writes none of it but through the functions that append", async () => {
  const refused = async (statement: string) =>
    office.login.query(statement).then(
      () => "done",
      (error: { code?: string }) => error.code,
    );
  for (const table of ["tree", "checkpoint", "tile", "anchoring"])
    expect(await refused(`insert into purser.${table} default values`)).toBe("42501");
  expect(
    await refused("select purser.append_checkpoint(1::smallint, 2, 0, '3:3:', now(), 'forged')"),
  ).toBe("PU003");
  // As a sealer whose snapshot is older than the last checkpoint would, if the lock did not keep it out.
  expect(
    await refused("select purser.append_checkpoint(1::smallint, 1, 99, '3:3:', now(), 'late')"),
  ).toBe("40001");
});

test("while one sealer is at it, another does nothing", async () => {
  await office.admin.query("begin; select pg_advisory_xact_lock(hashtext('purser.seal'))");
  expect(await office.seal({ heartbeatSeconds: 0 })).toBe("busy");
  await office.admin.query("commit");
  expect(await office.seal({ heartbeatSeconds: 0 })).not.toBe("busy");
});
