import type { GrantConfig, ResourceConfig } from "../config/config.ts";
import { grantsOfRole, includes } from "../config/field-set.ts";
import type { Resource } from "../resource/resource.ts";
import { always, type Condition } from "./condition.ts";
import type { Grant } from "./grant.ts";
import { bindRowRule, type Holder } from "./row-rule.ts";

/** One grant of the config, bound to whoever it is explained for. */
export interface BoundGrant {
  /** The role, and the place where the role has several: `support[1]`. */
  readonly name: string;
  readonly config: GrantConfig;
  readonly rows: Condition;
}

/** Why somebody may do what they may do with a resource. */
export interface Explanation {
  readonly resource: Resource;
  readonly roles: readonly string[];
  readonly grants: readonly BoundGrant[];
  /** What the grants come to; null where the resource does not exist for them. */
  readonly grant: Grant | null;
}

export function explainAccess(
  resource: Resource,
  access: ResourceConfig["access"],
  holder: Holder,
  grant: Grant | null,
): Explanation {
  const grants = holder.roles.flatMap((role) => {
    const given = grantsOfRole(access, role);
    return given.map((config, index) => ({
      name: given.length === 1 ? role : `${role}[${index}]`,
      config,
      rows: config.rows === undefined ? always : bindRowRule(config.rows, resource, holder),
    }));
  });
  return { resource, roles: holder.roles, grants, grant };
}

/** Names of the grants that show a field, and of those that show it in clear. */
export function whoShows(
  { grants, resource }: Explanation,
  name: string,
): { readonly shownBy: readonly string[]; readonly clearBy: readonly string[] } {
  const isMasked = resource.fields.some((field) => field.name === name && field.mask !== null);
  const shown = grants.filter(({ config }) => includes(config.read, name));
  const clear = shown.filter(({ config }) => !isMasked || includes(config.clear, name));
  return { shownBy: shown.map((grant) => grant.name), clearBy: clear.map((grant) => grant.name) };
}

/**
 * Whether somebody may be told if a record meets a condition: one on columns that they do not see in clear would tell
 * what is in them.
 */
export function mayBeTold(condition: Condition, asker: Grant): boolean {
  switch (condition.kind) {
    case "comparison":
      return asker.readable.some(
        ({ name, clear }) => name === condition.field.name && clear === "always",
      );
    case "and":
    case "or":
      return condition.conditions.every((each) => mayBeTold(each, asker));
    case "relatedTo":
      return false;
  }
}
