import type { Filter, GridState } from "../contract/index.ts";
import type { Grant } from "./grant.ts";

/**
 * Whether all that a saved view names may be seen. Its filter holds values that its maker saw, and its reader may not:
 * those of fields that are not clear everywhere.
 */
export function isViewVisible({ filter, sort, columns }: GridState, grant: Grant): boolean {
  const find = (name: string) => grant.readable.find((field) => field.name === name);
  const compared = [...filter.flatMap(fieldsOf), ...sort.map(({ field }) => field)];
  return (
    compared.every((name) => find(name)?.clear === "always") &&
    (columns ?? []).every(({ field }) => find(field) !== undefined)
  );
}

function fieldsOf(filter: Filter): readonly string[] {
  return "field" in filter ? [filter.field] : filter.value.flatMap(fieldsOf);
}
