import { and, type Condition, never } from "./condition.ts";
import type { Grant } from "./grant.ts";
import type { Where } from "./reach.ts";

/** A condition on records of which a right holds. */
export function withinReach({ conditions }: Grant, where: Where, condition: Condition): Condition {
  return where === "always" ? condition : and([conditionOf(conditions, where), condition]);
}

/** The records of which a right holds. */
export function conditionOf(conditions: Grant["conditions"], where: Where): Condition {
  if (where === "always") return and([]);
  return (where === "never" ? undefined : conditions[where]) ?? never;
}
