import type { BindValue, Connection, Statement, TextRow } from "../../database/database.ts";
import type { LogRecord } from "../record/record.ts";
import { recordOf } from "../record/record.ts";
import type { Source } from "../record/source.ts";
import { type Batch, findSources, type Stretch, stretchesOf, used, valuesOf } from "./stretch.ts";

/**
 * The records of a batch in the order of their leaves: by transaction, then as `sources` lists the tables, then by
 * key. In a transaction; some at a time, so that the size of a batch does not matter. Run again later it finds the
 * same rows, if nobody has touched them.
 */
export async function* readBatch(
  connection: Connection,
  batch: Batch,
): AsyncGenerator<readonly LogRecord[]> {
  const values = valuesOf(batch);
  for (const stretch of stretchesOf(batch)) {
    const found = await findSources(connection, stretch, values);
    yield* merge(
      await Promise.all(found.map((source) => openStream(connection, source, stretch, values))),
    );
  }
}

/** Whether a batch has any record. */
export async function isEmptyBatch(connection: Connection, batch: Batch): Promise<boolean> {
  const values = valuesOf(batch);
  for (const stretch of stretchesOf(batch))
    if ((await findSources(connection, stretch, values)).length > 0) return false;
  return true;
}

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
