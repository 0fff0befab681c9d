import type { PurserConfig } from "./config.ts";
import { resourceEntry } from "./resource-entry.ts";

/** Columns of a table whose values the log holds as commitments, in the table's order. */
export function personalColumns(
  resources: PurserConfig["resources"],
  table: {
    readonly schema: string;
    readonly name: string;
    readonly columns: readonly { readonly name: string }[];
  },
): readonly string[] {
  const fields = resourceEntry(resources, table)?.fields ?? {};
  return table.columns
    .map(({ name }) => name)
    .filter((name) => Object.hasOwn(fields, name) && fields[name]?.personal === true);
}
