import type { GrantConfig } from "../config/config.ts";
import type { RowRule } from "../config/row-rule.ts";
import type { Resource } from "../resource/resource.ts";
import { always, type Condition, isAlwaysMet, or } from "./condition.ts";
import { bindRowRule, type Holder } from "./row-rule.ts";

/** Of which records a right holds: all, none, or those that meet the grant's condition of this number. */
export type Where = "always" | "never" | number;

/** Tells for one record whether a right holds. */
export type Decided = (where: Where) => boolean;

export function deciderOf(met: readonly boolean[]): Decided {
  return (where) => where === "always" || (where !== "never" && met[where] === true);
}

/** Some of a holder's grants on a resource, which all give the same right. */
export interface Some {
  readonly grants: readonly GrantConfig[];
  /** Rules of which any is enough, in the order in which they were met; null where every record will do. */
  readonly rules: readonly RowRule[] | null;
}

/** Where some of a holder's grants on a resource reach: rights unite, and each holds for the records of its own rule. */
export interface Reaches {
  /** Every condition that a right depends on, in the order of their numbers. */
  readonly conditions: readonly Condition[];
  readonly some: (gives: (grant: GrantConfig) => boolean) => Some;
  readonly rowsOf: (some: Some) => Condition;
  readonly whereOf: (some: Some) => Where;
  /** The same for somebody who sees the rows of `seen` and no others: often all of those, and then nothing is to be decided. */
  readonly whereAmong: (seen: Some, some: Some) => Where;
}

export function reachesOf(
  resource: Resource,
  rights: readonly GrantConfig[],
  holder: Holder,
): Reaches {
  const bound = new Map<RowRule, Condition>();
  const bind = (rule: RowRule): Condition => {
    const condition = bound.get(rule) ?? bindRowRule(rule, resource, holder);
    bound.set(rule, condition);
    return condition;
  };
  const rulesOf = (grants: readonly GrantConfig[]): Some["rules"] => {
    const rules = new Set<RowRule>();
    for (const { rows } of grants) {
      if (rows === undefined || isAlwaysMet(bind(rows))) return null;
      rules.add(rows);
    }
    return [...rules];
  };
  // Most fields are given by the same few grants.
  const known = new Map<string, Some>();
  const conditions: Condition[] = [];
  const numbers = new Map<string, number>();
  const rowsOf = ({ rules }: Some): Condition => (rules === null ? always : or(rules.map(bind)));
  const whereOf = (some: Some): Where => {
    if (some.rules === null) return "always";
    if (some.rules.length === 0) return "never";
    const rules = [...bound.keys()].map((rule) => some.rules?.includes(rule));
    const name = rules.join();
    const number = numbers.get(name) ?? conditions.push(rowsOf(some)) - 1;
    numbers.set(name, number);
    return number;
  };
  return {
    conditions,
    some: (gives) => {
      const given = rights.map(gives);
      const name = given.join();
      const some = known.get(name);
      if (some) return some;
      const grants = rights.filter((_, index) => given[index]);
      const found = { grants, rules: rulesOf(grants) };
      known.set(name, found);
      return found;
    },
    rowsOf,
    whereOf,
    whereAmong: (seen, some) => {
      const { rules } = some;
      const isWhole =
        seen.rules !== null && rules !== null && seen.rules.every((rule) => rules.includes(rule));
      return isWhole && some.grants.length > 0 ? "always" : whereOf(some);
    },
  };
}
