import type { ComparisonOperator } from "../contract/index.ts";
import type { Field, Relation, Resource } from "../resource/resource.ts";

/** A checked filter: every field is one that the caller may filter by, every value is PostgreSQL input text. */
export type Condition = Comparison | Junction | RelatedTo;

export interface Comparison {
  readonly kind: "comparison";
  readonly field: Field;
  readonly operator: ComparisonOperator;
  /** None for `null` and `nnull`, two for `between`, any number for `in` and `nin`, else one. */
  readonly values: readonly string[];
}

export interface Junction {
  readonly kind: "and" | "or";
  readonly conditions: readonly Condition[];
}

/** Records that a relation leads to from one record of `resource`. */
export interface RelatedTo {
  readonly kind: "relatedTo";
  readonly resource: Resource;
  readonly key: readonly string[];
  readonly relation: Relation;
  /** The join table of many-to-many. */
  readonly through: Resource | null;
}

export function and(conditions: readonly Condition[]): Condition {
  return { kind: "and", conditions };
}

export function or(conditions: readonly Condition[]): Condition {
  return { kind: "or", conditions };
}

/** Whether every record meets it. */
export function isAlwaysMet(condition: Condition): boolean {
  return condition.kind === "and" && condition.conditions.every(isAlwaysMet);
}

export function compare(
  field: Field,
  operator: ComparisonOperator,
  ...values: readonly string[]
): Comparison {
  return { kind: "comparison", field, operator, values };
}
