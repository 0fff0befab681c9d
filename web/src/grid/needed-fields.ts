import type { ResourceDescription } from "purser/contract";
import { relationOf } from "../field/relation/relation-of.ts";
import type { GridColumn } from "./column/column-layout.ts";

/** The fields that drawing these columns takes: each field shown is recorded as read, so no others. */
export function neededFields(
  resource: ResourceDescription,
  columns: readonly GridColumn[],
): readonly string[] {
  const needed = columns.flatMap(({ field }) => [
    field.name,
    ...(field.currency !== null && "field" in field.currency ? [field.currency.field] : []),
    ...(relationOf(resource, field)?.fields ?? []),
  ]);
  const described = new Set(resource.fields.map(({ name }) => name));
  return [...new Set(needed)].filter((name) => described.has(name));
}
