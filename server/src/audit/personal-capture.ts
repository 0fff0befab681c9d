import pg from "pg";
import type { ArmedTable } from "./armed-table.ts";

const text = pg.escapeLiteral;

/** A row of a trigger, by PL/pgSQL's name for it. */
export type Row = "old" | "new";

/** The parts of a capture function that put commitments in the place of personal values; empty where there are none. */
export interface PersonalCapture {
  readonly declarations: string;
  /** Commits to the values of a row. */
  readonly commit: (row: Row) => string;
  /** The same of the new row where there is an old one: what did not change keeps its commitment. */
  readonly commitChanged: string;
  /** Variable that holds the commitment; null of a column that is recorded in clear. */
  readonly held: (row: Row, column: string) => string | null;
}

/** `printed` and `keyOf` give the expressions of a column's text and of the record's key. */
export function capturePersonal(
  { schema, name, personal }: ArmedTable,
  printed: (row: Row, column: string) => string,
  keyOf: (row: Row) => string,
): PersonalCapture {
  const held = (row: Row, column: string) =>
    personal.includes(column) ? `${row}_${personal.indexOf(column)}` : null;
  const committed = (row: Row, column: string, key: Row) =>
    `purser.commit_personal(${printed(row, column)}, ${text(schema)}, ${text(name)}, ${keyOf(key)})`;
  // Bytes are compared: for a column whose collation takes "a" for "A", those are two values all the same.
  const bytes = (row: Row, column: string) => `(${printed(row, column)} collate pg_catalog."C")`;
  const statements = (row: Row, expression: (column: string) => string) =>
    personal.map((column) => `\n    ${held(row, column)} := ${expression(column)};`).join("");
  return {
    declarations:
      personal.length === 0
        ? ""
        : `\ndeclare${personal
            .flatMap((column) => [held("old", column), held("new", column)])
            .map((variable) => `\n  ${variable} pg_catalog.text;`)
            .join("")}`,
    commit: (row) => statements(row, (column) => committed(row, column, row)),
    commitChanged: statements(
      "new",
      (column) =>
        `case when ${bytes("old", column)} operator(pg_catalog.=) ${bytes("new", column)} then ${held("old", column)} else ${committed("new", column, "old")} end`,
    ),
    held,
  };
}
