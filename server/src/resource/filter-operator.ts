import type { ComparisonOperator, FieldKind, FieldShape } from "../contract/index.ts";

const equality = ["eq", "ne", "in", "nin"] as const;
const order = ["lt", "lte", "gt", "gte", "between"] as const;
const search = ["contains", "containss", "startswith", "startswithss"] as const;

const byKind: { readonly [kind in FieldKind]: readonly ComparisonOperator[] } = {
  text: [...equality, ...search],
  longText: search,
  integer: [...equality, ...order],
  bigint: [...equality, ...order],
  decimal: [...equality, ...order],
  float: [...equality, ...order],
  boolean: ["eq", "ne"],
  enum: equality,
  date: [...equality, ...order],
  time: [...equality, ...order],
  timestamp: [...equality, ...order],
  timestamptz: [...equality, ...order],
  interval: [...equality, ...order],
  uuid: equality,
  json: [],
  binary: [],
  array: ["ina", "eq", "ne"],
  range: ["eq", "ne"],
  network: equality,
  other: [],
};

const unsortable: ReadonlySet<FieldKind> = new Set([
  "longText",
  "json",
  "binary",
  "array",
  "range",
  "other",
]);

/** Operators that make sense for a shape and that PostgreSQL has for its type. */
export function filtersOf(shape: FieldShape, nullable: boolean): readonly ComparisonOperator[] {
  // json, point, xml have no equality; an array of them has none either.
  const comparable =
    shape.kind !== "array" ||
    (shape.element !== undefined && byKind[shape.element.kind].length > 0);
  return [
    ...(comparable ? byKind[shape.kind] : []),
    ...(nullable ? (["null", "nnull"] as const) : []),
  ];
}

/** Whether the type has an order that a cursor can carry: short values, compared by a btree. */
export function isSortable(shape: FieldShape): boolean {
  return !unsortable.has(shape.kind);
}
