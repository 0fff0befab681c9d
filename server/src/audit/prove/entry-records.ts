import type { Connection } from "../../database/database.ts";
import type { LogRecord } from "../record/record.ts";
import { recordOf, textOf } from "../record/record.ts";
import { sources } from "../record/source.ts";

/** The rows that an entry of the log consists of. */
export interface EntryRecords {
  readonly tree: number;
  readonly records: readonly LogRecord[];
  /** More rows than evidence takes; an export holds them all. */
  readonly hasMore: boolean;
}

/** Changes that evidence of one operation takes. */
const mostChanges = 1_000;

/** Reads an operation with its intent, outcome and changes, or an event, each with its session; null without one. */
export async function readEntryRecords(
  connection: Connection,
  entry: string,
): Promise<EntryRecords | null> {
  const read = (table: string, where: string, value = entry) =>
    readRows(connection, table, where, value);
  const [main] = [
    ...(await read("operation", "id = $1::uuid")),
    ...(await read("event", "id = $1::uuid")),
  ];
  if (!main) return null;
  const isOperation = main.record[0] === "operation";
  const changes = isOperation ? await read("change", "operation_id = $1::uuid") : [];
  const session = textOf(main.record, "session_id");
  const beside = [
    ...(isOperation ? await read("intent", "id = $1::uuid") : []),
    ...(isOperation ? await read("outcome", "operation_id = $1::uuid") : []),
    ...(session === null ? [] : await read("session", "id = $1::uuid", session)),
  ];
  return {
    tree: main.tree,
    // What was sealed in the tree before, such as a session that began there, is proven by that tree's exports.
    records: [main, ...beside.filter(({ tree }) => tree === main.tree), ...changes].map(
      ({ record }) => record,
    ),
    hasMore: changes.length > mostChanges,
  };
}

async function readRows(connection: Connection, table: string, where: string, value: string) {
  const source = sources.find((each) => each.table === table);
  if (!source) return [];
  const { rows } = await connection.run({
    text: `select tree, ${source.columns.join(", ")} from purser.${table}
      where ${where} order by ${source.order.join(", ")} limit ${mostChanges + 1}`,
    values: [value],
  });
  return rows.map(([tree, ...row]) => ({ tree: Number(tree), record: recordOf(table, row) }));
}
