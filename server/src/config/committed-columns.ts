import type { PurserConfig } from "./config.ts";
import { resourceEntry } from "./resource-entry.ts";
import { isHidden } from "./sensitive-column.ts";

interface Table {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    readonly comment: string | null;
  }[];
  readonly primaryKey: { readonly columns: readonly string[] } | null;
}

/** Columns whose values the log holds as commitments, in the table's order: personal ones, and those nobody may read. */
export function committedColumns(
  resources: PurserConfig["resources"],
  table: Table,
): readonly string[] {
  const fields = resourceEntry(resources, table)?.fields ?? {};
  const hidden = hiddenColumns(resources, table);
  return table.columns
    .map(({ name }) => name)
    .filter(
      (name) =>
        hidden.includes(name) || (Object.hasOwn(fields, name) && fields[name]?.personal === true),
    );
}

/**
 * Columns that are never granted to Purser's login: those that the config hides, and all of a table that it does not
 * name, which is captured because changes elsewhere reach it. The key is none of them: the log names records by it.
 */
export function hiddenColumns(
  resources: PurserConfig["resources"],
  table: Table,
): readonly string[] {
  const entry = resourceEntry(resources, table);
  return table.columns
    .filter(({ name }) => !table.primaryKey?.columns.includes(name))
    .filter((column) => entry === undefined || isHidden(entry.fields, column))
    .map(({ name }) => name);
}
