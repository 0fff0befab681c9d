import { type Decided, deciderOf } from "../access/reach.ts";
import { type SeenField, showValue } from "../access/seen-field.ts";
import type { FieldKind } from "../contract/index.ts";
import type { TextRow } from "../database/database.ts";
import type { ListPlan } from "../plan/list.ts";
import type { PageQuery } from "../statement/page.ts";
import { neutralise } from "./neutralise.ts";
import { printCells, printCsv } from "./print-csv.ts";

const numbers = new Set<FieldKind>(["integer", "bigint", "decimal", "float"]);

/** The fields' names, which the API, the filters and the audit log call them by; a label can change, or stand twice. */
export function headerOf(shown: readonly SeenField[]): string {
  return printCsv([shown.map(({ name }) => name)]);
}

/**
 * Rows of an export as lines of CSV (RFC 4180): values as the grant shows them, in the form of `WireValue`, arrays as
 * JSON. Nothing at all stands for null, and for a field that is hidden in this record; `""` for the empty text.
 */
export function recordPrinter(
  { shown }: Pick<ListPlan, "shown">,
  layout: Pick<PageQuery, "fields" | "decided">,
): (rows: readonly TextRow[]) => string {
  return (rows) =>
    printCells(
      rows.map((row) => {
        const decided = deciderOf(layout.decided.map((place) => row[place] === "t"));
        return shown.map((field, index) =>
          cellOf(field, row[layout.fields[index] ?? -1] ?? null, decided),
        );
      }),
    );
}

function cellOf(field: SeenField, text: string | null, decided: Decided): string | null {
  const shown = showValue(field, text, decided);
  if (shown.level === "absent" || shown.value === null) return null;
  const { level, value } = shown;
  const cell = typeof value === "object" ? JSON.stringify(value) : String(value);
  const isNumber = level === "clear" && numbers.has(field.stored.shape.kind) && /^-?\d/.test(cell);
  return isNumber ? cell : neutralise(cell);
}
