import type { TextRow } from "../../database/database.ts";
import { sources, treeSource } from "./source.ts";

/**
 * A row of the log as it is sealed: the table's name, then each column's text output or null. Nulls at the end are left
 * out, so that a column which a later version adds changes no record of before.
 */
export type LogRecord = readonly [table: string, ...values: (string | null)[]];

/** The bytes of a leaf: an array as RFC 8785 writes it, which for text and null is what JSON.stringify does. */
export function printRecord(record: LogRecord): string {
  return JSON.stringify(record);
}

export function recordOf(table: string, row: TextRow): LogRecord {
  return [table, ...row.slice(0, row.findLastIndex((value) => value !== null) + 1)];
}

const places = new Map(
  [treeSource, ...sources].map(({ table, columns }) => [
    table,
    new Map(columns.map((column, index) => [column, index + 1])),
  ]),
);

/** A record's value by the name of its column; null where it has none. */
export function textOf(record: LogRecord, column: string): string | null {
  const place = places.get(record[0])?.get(column);
  return place === undefined ? null : (record[place] ?? null);
}

/** Table, transaction, time; the table's own first column follows. */
const shortest = 3;

/** Whether something read from a file can be a record at all. */
export function isRecord(value: unknown): value is LogRecord {
  if (!Array.isArray(value) || !value.every(isText)) return false;
  return places.has(value[0]) && value.length > shortest && value.at(-1) !== null;
}

function isText(value: unknown): boolean {
  return value === null || (typeof value === "string" && value.isWellFormed());
}
