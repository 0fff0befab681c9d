import pg from "pg";
import type { ArmedTable } from "./armed-table.ts";

const text = pg.escapeLiteral;

/** A row of a trigger, by PL/pgSQL's name for it. */
export type Row = "old" | "new";

/** The parts of a capture function that put commitments in the place of values; empty where there are none. */
export interface PersonalCapture {
  readonly declarations: string;
  /** Commits to the values of a row. */
  readonly commit: (row: Row) => string;
  /** The same of the new row where there is an old one: what did not change keeps its commitment. */
  readonly commitChanged: string;
  /** What holds the commitment; null of a column that is recorded in clear. */
  readonly held: (row: Row, column: string) => string | null;
}

/** `printed` and `keyOf` give the expressions of a column's text and of the record's key. */
export function capturePersonal(
  { schema, name, committed, hidden }: ArmedTable,
  printed: (row: Row, column: string) => string,
  keyOf: (row: Row) => string,
): PersonalCapture {
  if (committed.length === 0)
    return { declarations: "", commit: () => "", commitChanged: "", held: () => null };
  const array = (elements: readonly string[], type: string) =>
    `array[${elements.join(", ")}]::pg_catalog.${type}[]`;
  const held = (row: Row, column: string) =>
    committed.includes(column) ? `${row}_values[${committed.indexOf(column) + 1}]` : null;
  const isHidden = array(
    committed.map((column) => String(hidden.includes(column))),
    "bool",
  );
  const commit = (row: Row, kept: string, key: Row) => `
    ${row}_values := purser.commit_values(${array(
      committed.map((column) => printed(row, column)),
      "text",
    )}, ${kept}, ${isHidden}, ${text(schema)}, ${text(name)}, ${keyOf(key)});`;
  // Bytes are compared: for a column whose collation takes "a" for "A", those are two values all the same.
  const bytes = (row: Row, column: string) => `(${printed(row, column)} collate pg_catalog."C")`;
  const unchanged = committed.map(
    (column) =>
      `case when ${bytes("old", column)} operator(pg_catalog.=) ${bytes("new", column)} then ${held("old", column)} end`,
  );
  return {
    declarations: "\ndeclare\n  old_values pg_catalog.text[];\n  new_values pg_catalog.text[];",
    commit: (row) => commit(row, array([], "text"), row),
    commitChanged: commit("new", array(unchanged, "text"), "old"),
    held,
  };
}
