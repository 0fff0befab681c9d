import type {
  Comparison,
  FieldDescription,
  RelationDescription,
  ResourceDescription,
  WireValues,
} from "purser/contract";

/** A light table has room for this many columns. */
const mostColumns = 7;

/** The target's usual columns, without what the label says and what leads back here. */
export function relatedFields(
  relation: RelationDescription,
  target: ResourceDescription,
): readonly FieldDescription[] {
  const pointing = relation.kind === "toMany" ? relation.targetFields : [];
  const inLabel = target.labelField === null ? target.key : [target.labelField];
  const known = new Set([...pointing, ...inLabel]);
  return target.fields
    .filter(({ name, inList }) => inList && !known.has(name))
    .slice(0, mostColumns);
}

/** Names to ask for: each field is recorded as read, so only those shown and the currencies beside them. */
export function namesToRead(fields: readonly FieldDescription[]): readonly string[] {
  const names = fields.flatMap(({ name, currency }) =>
    currency !== null && "field" in currency ? [name, currency.field] : [name],
  );
  return [...new Set(names)];
}

/** The same records as a filter on the target's grid; null through a join table, which no filter expresses. */
export function relationFilter(
  relation: RelationDescription,
  values: WireValues,
): readonly Comparison[] | null {
  if (relation.kind !== "toMany") return null;
  return relation.targetFields.map((field, at) => ({
    field,
    operator: "eq",
    value: values[relation.fields[at] ?? ""] ?? null,
  }));
}
