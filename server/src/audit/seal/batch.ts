import type { BindValue, Connection, TextRow } from "../../database/database.ts";
import type { LogRecord } from "../record/record.ts";
import { recordOf } from "../record/record.ts";
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
interface Stretch {
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

/**
 * The records of a batch in the order of their leaves: by transaction, then as `sources` lists the tables, then by
 * key. In a transaction; some at a time, so that the size of a batch does not matter. Run again later it finds the
 * same rows, if nobody has touched them.
 */
export async function* readBatch(
  connection: Connection,
  batch: Batch,
): AsyncGenerator<readonly LogRecord[]> {
  const values = [batch.tree, batch.after ?? genesis, batch.snapshot];
  for (const stretch of stretchesOf(batch)) {
    const found = await findSources(connection, stretch, values);
    yield* merge(await Promise.all(found.map((source) => openStream(connection, source, stretch, values))));
  }
}

/** Whether a batch has any record. */
export async function isEmptyBatch(connection: Connection, batch: Batch): Promise<boolean> {
  const values = [batch.tree, batch.after ?? genesis, batch.snapshot];
  for (const stretch of stretchesOf(batch))
    if ((await findSources(connection, stretch, values)).length > 0) return false;
  return true;
}

function stretchesOf({ tree, after }: Batch): readonly Stretch[] {
  if (after === null) return [beginning, ...(tree > 1 ? [carried] : []), recent];
  return after.endsWith(":") ? [recent] : [late, recent];
}

async function findSources(
  connection: Connection,
  { from, where }: Stretch,
  values: readonly BindValue[],
): Promise<readonly Source[]> {
  const probes = from.map(
    ({ table }) => `exists (select from purser.${table} as row where ${where})`,
  );
  const { rows } = await connection.run({
    text: `select ${probes.join(", ")}${unused}`,
    values,
  });
  return from.filter((_, place) => rows[0]?.[place] === "t");
}

/** Names every parameter, since PostgreSQL wants to know the type of each. */
const unused = ", $1::smallint, $2::pg_snapshot, $3::pg_snapshot";

interface Stream {
  readonly table: string;
  readonly fetch: () => Promise<readonly TextRow[]>;
  rows: readonly TextRow[];
  next: number;
}

/** Bytes that one fetch aims at; a row may be large, and the next one too. */
const fetchBytes = 2_000_000;

async function openStream(
  connection: Connection,
  { table, columns, order }: Source,
  { where }: Stretch,
  values: readonly BindValue[],
): Promise<Stream> {
  const cursor = `sealing_${table}`;
  await connection.run({
    text: `declare ${cursor} no scroll cursor for
      select ${columns.join(", ")} from purser.${table} as row
      where ${where} and ($1::smallint, $2::pg_snapshot, $3::pg_snapshot) is not null
      order by xid, ${order.join(", ")}`,
    values,
  });
  let count = 16;
  const fetch = async () => {
    const { rows } = await connection.run({ text: `fetch ${count} from ${cursor}`, values: [] });
    if (rows.length < count) await connection.run({ text: `close ${cursor}`, values: [] });
    const isDone = rows.length < count;
    const bytes = rows.reduce((sum, row) => sum + row.reduce((all, text) => all + (text?.length ?? 0), 0), 0);
    count = bytes < fetchBytes ? Math.min(count * 2, 5_000) : Math.max(1, count >> 1);
    return { rows, isDone };
  };
  let isDone = false;
  const stream: Stream = {
    table,
    fetch: async () => {
      if (isDone) return [];
      const fetched = await fetch();
      isDone = fetched.isDone;
      return fetched.rows;
    },
    rows: [],
    next: 0,
  };
  stream.rows = await stream.fetch();
  return stream;
}
