import type { Filter, GridState } from "../contract/index.ts";
import type { Grant } from "./grant.ts";

/** Whether all that a saved view names may be seen. Its filter holds values that its maker saw, and its reader may not. */
export function isViewVisible({ filter, sort, columns }: GridState, grant: Grant): boolean {
  const named = [
    ...filter.flatMap(fieldsOf),
    ...sort.map(({ field }) => field),
    ...(columns ?? []).map(({ field }) => field),
  ];
  return named.every((name) => grant.readable.some((field) => field.name === name));
}

function fieldsOf(filter: Filter): readonly string[] {
  return "field" in filter ? [filter.field] : filter.value.flatMap(fieldsOf);
}
