import type { PurserConfig } from "../config/config.ts";

/** The roles that somebody's groups give, in the config's order; empty where no group maps to one. */
export function rolesOf(
  groups: readonly string[],
  roles: PurserConfig["roles"],
): readonly string[] {
  return Object.entries(roles)
    .filter(([, role]) => role.groups.some((group) => groups.includes(group)))
    .map(([name]) => name);
}
