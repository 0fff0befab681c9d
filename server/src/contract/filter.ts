import type { WireValue } from "./wire.ts";

/**
 * Comparison operators, named as Refine names them.
 * `contains`, `startswith` and `endswith` ignore case; the forms with a double s do not.
 * `ina` holds when an array field contains every listed element.
 */
export const comparisonOperators = [
  "eq",
  "ne",
  "lt",
  "lte",
  "gt",
  "gte",
  "in",
  "nin",
  "between",
  "contains",
  "containss",
  "startswith",
  "startswithss",
  "ina",
  "null",
  "nnull",
] as const;

export type ComparisonOperator = (typeof comparisonOperators)[number];

/** One condition on one field, in Refine's CrudFilter form. */
export interface Comparison {
  readonly field: string;
  readonly operator: ComparisonOperator;
  readonly value?: WireValue;
}

/** Conditions joined by `and` or `or`, nested at will within the guard's bounds. */
export interface Conjunction {
  readonly operator: "and" | "or";
  readonly value: readonly Filter[];
}

export type Filter = Comparison | Conjunction;

export type SortDirection = "asc" | "desc";

export interface Sort {
  readonly field: string;
  readonly direction: SortDirection;
}
