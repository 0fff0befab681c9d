import type { GrantConfig, ResourceConfig } from "./config.ts";
import { grantsOfRole } from "./field-set.ts";
import { toPathStep } from "./path-step.ts";

/** Each grant of a resource with where it stands in the config; `path` is that of the resource. */
export function listGrants(
  access: ResourceConfig["access"],
  path: string,
): readonly (readonly [grant: GrantConfig, path: string])[] {
  return Object.keys(access).flatMap((role) => {
    const at = `${path}.access${toPathStep(role)}`;
    const isOne = !Array.isArray(access[role]);
    return grantsOfRole(access, role).map(
      (grant, index) => [grant, isOne ? at : `${at}[${index}]`] as const,
    );
  });
}
