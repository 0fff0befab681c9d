import { hash } from "node:crypto";
import type { PurserConfig } from "./config.ts";

/**
 * Names the rules in force, for every line of the audit log: sha256 in hex over roles, resources and what else decides
 * who may do what. The order in which they are written does not count; that of lists does.
 */
export function policyDigest({ roles, resources, requireReason = false }: PurserConfig): string {
  return hash("sha256", JSON.stringify(sortKeys({ roles, resources, requireReason })), "hex");
}

function sortKeys(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(sortKeys);
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => [name, sortKeys(inner)]);
}
