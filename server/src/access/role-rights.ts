import { grantsOfRole, isGranted } from "../config/field-set.ts";
import type { RoleRights } from "../contract/index.ts";
import type { Resource } from "../resource/resource.ts";
import type { AccessOf, Grant, GrantsOf } from "./grant.ts";
import type { Where } from "./reach.ts";

/** The same rules as if each held for every record: what a role may do at all, whoever holds it. */
export function withoutRowRules(accessOf: AccessOf): AccessOf {
  return (resource) => {
    const access = accessOf(resource);
    return Object.fromEntries(
      Object.keys(access).map((role) => [
        role,
        grantsOfRole(access, role).map(({ rows: _, ...rights }) => rights),
      ]),
    );
  };
}

/** What each role may do with each resource, where it may do anything. `unruled` are the grants `withoutRowRules`. */
export function listRights(
  resources: Iterable<Resource>,
  roles: readonly string[],
  accessOf: AccessOf,
  unruled: GrantsOf,
): readonly RoleRights[] {
  const held = roles.map((role) => ({
    role,
    grants: unruled({ subject: "", email: null, roles: [role], claims: {} }),
  }));
  return [...resources].flatMap((resource) =>
    held.flatMap(({ role, grants }) => {
      const grant = grants.get(resource.name);
      if (!grant) return [];
      const limited = grantsOfRole(accessOf(resource), role).some(({ rows }) => rows !== undefined);
      return [{ ...rightsOf(grant), role, limited }];
    }),
  );
}

function rightsOf(grant: Grant): Omit<RoleRights, "role" | "limited"> {
  const { readable, creatable, updatable, deletable } = grant;
  const namesWhere = (holds: (field: Grant["readable"][number]) => boolean) =>
    readable.filter(holds).map(({ name }) => name);
  const isAllowed = (write: "create" | "update" | "delete") => !grant.denials.has(write);
  return {
    resource: grant.resource.name,
    clear: namesWhere(({ clear }) => isHeld(clear)),
    masked: namesWhere(({ clear }) => !isHeld(clear)),
    reveal: namesWhere(({ revealable, clear }) => isHeld(revealable) && !isHeld(clear)),
    create: isAllowed("create") ? [...creatable.keys()] : [],
    update: isAllowed("update") ? [...updatable.keys()] : [],
    delete: isAllowed("delete") && isHeld(deletable),
  };
}

function isHeld(where: Where): boolean {
  return where !== "never";
}

/** Writes that some role may do with a resource, by the config. */
export function grantedWrites(
  access: ReturnType<AccessOf>,
): readonly ("create" | "update" | "delete")[] {
  const grants = Object.keys(access).flatMap((role) => grantsOfRole(access, role));
  return (["create", "update", "delete"] as const).filter((write) =>
    grants.some((grant) => isGranted(grant[write])),
  );
}
