import { type Refusal, refuse } from "../contract/index.ts";
import type { Principal } from "../identity/principal.ts";
import { searchRecords } from "./list-records.ts";
import type { RegisteredOperation, Settings } from "./operation.ts";

/**
 * Roles that an administrator asks to look as, by the header `Purser-View-As: role,role`; null without one. Only for
 * looking: whatever changes, reveals or decides something is refused, whoever asks.
 */
export function planViewAs(
  header: string | undefined,
  operation: RegisteredOperation,
  { roles }: Pick<Principal, "roles">,
  settings: Pick<Settings, "administerRoles" | "roles">,
): readonly string[] | null | Refusal {
  if (header === undefined) return null;
  if (!roles.some((role) => settings.administerRoles.has(role)))
    return refuse("forbidden", { detail: "Your role may not look at this as another one." });
  const wanted = [...new Set(header.split(",").map((role) => role.trim()))];
  const unknown = wanted.find((role) => !Object.hasOwn(settings.roles, role));
  if (unknown !== undefined)
    return refuse("invalid_header", { detail: "Purser-View-As names roles of the config." });
  if (!isLook(operation))
    return refuse("forbidden", {
      detail: "You are looking at this as another role does, and change nothing.",
    });
  return wanted;
}

function isLook({ name, method, effect }: RegisteredOperation): boolean {
  // A search is sent as a body only for its length.
  return effect !== "write" && (method === "GET" || name === searchRecords.name);
}
