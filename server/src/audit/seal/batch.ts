import type { BindValue, Connection, Statement, TextRow } from "../../database/database.ts";
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
    yield* merge(
      await Promise.all(found.map((source) => openStream(connection, source, stretch, values))),
    );
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
    text: `select ${probes.join(", ")} where ${used}`,
    values,
  });
  return from.filter((_, place) => rows[0]?.[place] === "t");
}

/** Names every parameter, since PostgreSQL wants to know the type of each. */
const used = "num_nulls($1::smallint, $2::pg_snapshot, $3::pg_snapshot) = 0";

/** One table's rows, some of them here and the others behind a cursor. */
interface Stream {
  readonly table: string;
  rows: readonly TextRow[];
  next: number;
  /** Replaces `rows` by the next ones; by none at the end. */
  readonly advance: () => Promise<void>;
}

/** What one fetch aims at, in characters: a row may be large, and the next one too. */
const fetchSize = 2_000_000;

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
      where ${where} and ${used}
      order by xid, ${order.join(", ")}`,
    values,
  });
  let count = 16;
  let isOpen = true;
  const stream: Stream = {
    table,
    rows: [],
    next: 0,
    advance: async () => {
      const { rows } = isOpen
        ? await connection.run(statement(`fetch ${count} from ${cursor}`))
        : none;
      if (isOpen && rows.length < count) {
        await connection.run(statement(`close ${cursor}`));
        isOpen = false;
      }
      count = sizeOf(rows) < fetchSize ? Math.min(count * 2, 5_000) : Math.max(1, count >> 1);
      stream.rows = rows;
      stream.next = 0;
    },
  };
  await stream.advance();
  return stream;
}

const none = { rows: [] };

function statement(text: string): Statement {
  return { text, values: [] };
}

function sizeOf(rows: readonly TextRow[]): number {
  return rows.reduce((sum, row) => row.reduce((all, text) => all + (text?.length ?? 0), sum), 0);
}

/** Rows of several tables by transaction; of one transaction, in the order of the tables. */
async function* merge(streams: readonly Stream[]): AsyncGenerator<readonly LogRecord[]> {
  for (;;) {
    const records: LogRecord[] = [];
    let first = findFirst(streams);
    for (; first && first.next < first.rows.length; first = findFirst(streams)) {
      records.push(recordOf(first.table, first.rows[first.next] ?? []));
      first.next += 1;
      if (first.next === first.rows.length) break;
    }
    if (records.length > 0) yield records;
    if (!first) return;
    await first.advance();
  }
}

/** The stream whose row is next: that of the oldest transaction. None when all are at their end. */
function findFirst(streams: readonly Stream[]): Stream | null {
  let first: Stream | null = null;
  let oldest = Number.POSITIVE_INFINITY;
  for (const stream of streams) {
    const xid = Number(stream.rows[stream.next]?.[0] ?? Number.POSITIVE_INFINITY);
    if (xid < oldest) {
      oldest = xid;
      first = stream;
    }
  }
  return first;
}
