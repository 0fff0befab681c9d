import { stringify } from "csv-stringify/sync";
import { neutralise } from "./neutralise.ts";

/** A line of a table for a spreadsheet; null is nothing at all, the empty text is `""`. */
type Line = readonly (string | null)[];

/** Lines as CSV (RFC 4180), their cells as they are: whoever gives them answers for what a spreadsheet would run. */
export function printCells(lines: readonly Line[]): string {
  return stringify([...lines], {
    record_delimiter: "windows",
    quoted_match: /^$/,
    // Not so by itself beside a delimiter that is named: the second line of a text would be a record of its own.
    quote_record_delimiter: true,
  });
}

/** Lines of texts that come from people, none of which a spreadsheet is to run. */
export function printCsv(lines: readonly (readonly string[])[]): string {
  return printCells(lines.map((line) => line.map((text) => (text ? neutralise(text) : null))));
}
