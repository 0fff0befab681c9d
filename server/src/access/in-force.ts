import type { CoverageFinding } from "../resource/coverage.ts";
import type { Resource } from "../resource/resource.ts";
import { type AccessOf, compileGrants, type GrantsOf } from "./grant.ts";

/** What there is in the database, and who may do what with it. Replaced when the database changes, never altered. */
export interface InForce {
  readonly resources: ReadonlyMap<string, Resource>;
  readonly grantsOf: GrantsOf;
  readonly coverage: readonly CoverageFinding[];
}

export function putInForce(
  resources: readonly Resource[],
  accessOf: AccessOf,
  coverage: readonly CoverageFinding[],
): InForce {
  return {
    resources: new Map(resources.map((resource) => [resource.name, resource])),
    grantsOf: compileGrants(resources, accessOf),
    coverage,
  };
}
