import type { RecordAnswer, ResourceDescription } from "purser/contract";
import { useMemo } from "react";
import { type Labels, useRelationLabels, useResources } from "../../api/queries.ts";
import { referencedKey, relationOf } from "../../field/relation/relation-of.ts";
import type { GridColumn } from "../column/column-layout.ts";

/** Of one column that refers to other records: where each of them is, and what it is called. */
export interface RelationCells {
  readonly resource: string;
  readonly keyOf: (record: RecordAnswer) => string | null;
  /** Empty until the labels have come, which is after the rows. */
  readonly labels: Labels;
}

/** By field name, for the columns that lead to a resource that this person may see. */
export function useRelationCells(
  resource: ResourceDescription,
  columns: readonly GridColumn[],
  records: readonly RecordAnswer[],
): ReadonlyMap<string, RelationCells> {
  const { data: resources } = useResources();
  const related = useMemo(
    () =>
      columns.flatMap(({ field }) => {
        const relation = relationOf(resource, field);
        const target = resources?.find(({ name }) => name === relation?.resource);
        if (relation === undefined || target === undefined) return [];
        const keyOf = (record: RecordAnswer) => referencedKey(relation, target, record.values);
        const keys = records.map(keyOf).filter((key) => key !== null);
        return [{ field: field.name, resource: target.name, keyOf, keys }];
      }),
    [resource, resources, columns, records],
  );
  const labels = useRelationLabels(related);
  return useMemo(
    () =>
      new Map(
        related.map(({ field, resource: name, keyOf }, index) => [
          field,
          { resource: name, keyOf, labels: labels[index] ?? new Map() },
        ]),
      ),
    [related, labels],
  );
}
