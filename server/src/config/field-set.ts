import type { FieldSet, GrantConfig, ResourceConfig } from "./config.ts";

/** Whether a set of fields has this one in it. */
export function includes(set: FieldSet | undefined, name: string): boolean {
  if (set === undefined) return false;
  if (set === true) return true;
  return "except" in set ? !set.except.includes(name) : set.includes(name);
}

/** Whether a set names the field, and not only takes it in with the others. */
export function names(set: FieldSet | undefined, name: string): boolean {
  return Array.isArray(set) && set.includes(name);
}

/** Whether a right is given at all. */
export function isGranted(right: FieldSet | boolean | undefined): boolean {
  return (
    right === true || (typeof right === "object" && (!Array.isArray(right) || right.length > 0))
  );
}

/** A role's grants on a resource, one or several. */
export function grantsOfRole(
  access: ResourceConfig["access"],
  role: string,
): readonly GrantConfig[] {
  const grants = Object.hasOwn(access, role) ? access[role] : undefined;
  return grants === undefined ? [] : isList(grants) ? grants : [grants];
}

/** Every role's grants on a resource. */
export function allGrants(access: ResourceConfig["access"]): readonly GrantConfig[] {
  return Object.keys(access).flatMap((role) => grantsOfRole(access, role));
}

function isList(grants: GrantConfig | readonly GrantConfig[]): grants is readonly GrantConfig[] {
  return Array.isArray(grants);
}
