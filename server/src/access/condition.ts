import type { ComparisonOperator } from "../contract/index.ts";
import type { Field, Relation, Resource } from "../resource/resource.ts";

/** Which records are meant: a checked filter or a row rule. Every value is PostgreSQL input text. */
export type Condition = Comparison | Junction | RelatedTo;

export interface Comparison {
  readonly kind: "comparison";
  readonly field: Field;
  readonly operator: ComparisonOperator;
  /** None for `null` and `nnull`, two for `between`, any number for `in` and `nin`, else one. */
  readonly values: readonly string[];
  /** The values are a rule's and the same in each of its holder's requests, so that a plan may be made for them. */
  readonly constant?: true;
}

export interface Junction {
  readonly kind: "and" | "or";
  readonly conditions: readonly Condition[];
}

/** Records that a relation leads to from one record of `near`. */
export interface RelatedTo {
  readonly kind: "relatedTo";
  readonly near: Reachable;
  readonly key: readonly string[];
  readonly relation: Relation;
  /** The join table of many-to-many. */
  readonly through: Reachable | null;
}

/** Records of a resource that its grant's holder may read. */
export interface Reachable {
  readonly resource: Resource;
  readonly rows: Condition;
}

/** Met by every record, and by none. */
export const always: Junction = { kind: "and", conditions: [] };
export const never: Junction = { kind: "or", conditions: [] };

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

/** Whether it is the same condition in each of a person's requests. */
export function isConstant(condition: Condition): boolean {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.conditions.every(isConstant);
    case "comparison":
      return condition.constant === true;
    case "relatedTo":
      return false;
  }
}

export function compare(
  field: Field,
  operator: ComparisonOperator,
  ...values: readonly string[]
): Comparison {
  return { kind: "comparison", field, operator, values };
}
