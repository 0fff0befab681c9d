const key = "purser.viewAs";

/** Roles through whose eyes an administrator looks, in this tab alone; empty for their own. */
export function viewedRoles(): readonly string[] {
  const kept = sessionStorage.getItem(key) ?? "";
  return kept === "" ? [] : kept.split(",");
}

/** Begins anew, so that nothing that was loaded with other rights stays on the screen or in memory. */
export function viewAs(roles: readonly string[], path: string): void {
  if (roles.length === 0) sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, roles.join(","));
  window.location.assign(path);
}

export function viewAsHeader(): Readonly<Record<string, string>> {
  const roles = viewedRoles();
  return roles.length === 0 ? {} : { "purser-view-as": roles.join(",") };
}
