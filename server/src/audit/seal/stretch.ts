import type { BindValue, Connection } from "../../database/database.ts";
import type { Source } from "../record/source.ts";
import { sources, treeSource } from "../record/source.ts";

/** What one checkpoint seals: the rows that its snapshot sees and that of the checkpoint before did not. */
export interface Batch {
  readonly tree: number;
  /** Snapshot of the checkpoint before; null of a tree's first. */
  readonly after: string | null;
  readonly snapshot: string;
}

/** A part of a batch that can be read in order, by an index. */
export interface Stretch {
  readonly from: readonly Source[];
  readonly where: string;
}

const visible = "pg_visible_in_snapshot(xid, $3::pg_snapshot)";
const own = `tree = $1::smallint and ${visible}`;

/** The tree's own row. */
const beginning: Stretch = { from: [treeSource], where: "number = $1::smallint" };

/** Rows that came along from another cluster without having been sealed there. */
const carried: Stretch = {
  from: sources,
  where: `tree < $1::smallint and not exists (
    select from (
      select c.tree, c.snapshot from purser.checkpoint as c
      where c.tree < $1::smallint order by c.tree desc, c.number desc limit 1) as last
    where row.tree < last.tree or (row.tree = last.tree and pg_visible_in_snapshot(row.xid, last.snapshot)))`,
};

/** Rows of transactions that were running when the checkpoint before was made. */
const late: Stretch = {
  from: sources,
  where: `xid = any(array(select pg_snapshot_xip($2::pg_snapshot))) and ${own}`,
};

/** Rows of transactions that began since. The upper bound keeps rows out that came from another cluster. */
const recent: Stretch = {
  from: sources,
  where: `xid >= pg_snapshot_xmax($2::pg_snapshot) and xid < pg_snapshot_xmax($3::pg_snapshot) and ${own}`,
};

/** Sees nothing: transactions of users begin at 3. */
const genesis = "3:3:";

/** What the parameters of a stretch's condition stand for. */
export function valuesOf({ tree, after, snapshot }: Batch): readonly BindValue[] {
  return [tree, after ?? genesis, snapshot];
}

/** The parts of a batch, in the order of their leaves. */
export function stretchesOf({ tree, after }: Batch): readonly Stretch[] {
  if (after === null) return [beginning, ...(tree > 1 ? [carried] : []), recent];
  return after.endsWith(":") ? [recent] : [late, recent];
}

/** The tables that have rows in a stretch. */
export async function findSources(
  connection: Connection,
  { from, where }: Stretch,
  values: readonly BindValue[],
): Promise<readonly Source[]> {
  const probes = from.map(
    ({ table }) => `exists (select from purser.${table} as row where ${where})`,
  );
  const { rows } = await connection.run({
    text: `select ${probes.join(", ")} where ${used}`,
    values,
  });
  return from.filter((_, place) => rows[0]?.[place] === "t");
}

/** Names every parameter, since PostgreSQL wants to know the type of each. */
export const used = "num_nulls($1::smallint, $2::pg_snapshot, $3::pg_snapshot) = 0";
