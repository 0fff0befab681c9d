import type { CoverageFinding } from "../resource/coverage.ts";
import type { Resource } from "../resource/resource.ts";
import { type AccessOf, compileGrants, type GrantKeys, type GrantsOf } from "./grant.ts";
import { withoutRowRules } from "./role-rights.ts";

/** What there is in the database, and who may do what with it. Replaced when the database changes, never altered. */
export interface InForce {
  readonly resources: ReadonlyMap<string, Resource>;
  readonly grantsOf: GrantsOf;
  /** Grants as if no rule picked out records: for showing what a role may do at all, and never for doing it. */
  readonly unruled: GrantsOf;
  readonly accessOf: AccessOf;
  readonly coverage: readonly CoverageFinding[];
}

export function putInForce(
  resources: readonly Resource[],
  accessOf: AccessOf,
  keys: GrantKeys,
  coverage: readonly CoverageFinding[],
): InForce {
  const grantsOf = compileGrants(resources, accessOf, keys);
  const roles = new Set(resources.flatMap((resource) => Object.keys(accessOf(resource))));
  // What each role alone may do is worked out now, so that the first who asks does not wait for it.
  for (const role of roles) grantsOf({ roles: [role], subject: "", email: null, claims: {} });
  return {
    resources: new Map(resources.map((resource) => [resource.name, resource])),
    grantsOf,
    unruled: compileGrants(resources, withoutRowRules(accessOf), keys),
    accessOf,
    coverage,
  };
}
