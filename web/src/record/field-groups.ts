import type { FieldDescription } from "purser/contract";

export interface FieldGroup {
  /** Null for the fields that stand before any heading. */
  readonly heading: string | null;
  readonly fields: readonly FieldDescription[];
}

/** Fields under their headings, in the order in which each heading first appears. */
export function groupFields(fields: readonly FieldDescription[]): readonly FieldGroup[] {
  const groups = Map.groupBy(fields, ({ group }) => group);
  return [...groups]
    .map(([heading, members]) => ({ heading, fields: members }))
    .sort((one, other) => Number(one.heading !== null) - Number(other.heading !== null));
}
