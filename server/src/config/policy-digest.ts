import { hash } from "node:crypto";
import type { PurserConfig } from "./config.ts";

/** The rules in force: roles, resources and what else decides who may do what. */
export type Policy = Pick<PurserConfig, "roles" | "resources"> & {
  readonly requireReason: boolean;
};

/**
 * Names the rules in force, for every line of the audit log: sha256 in hex over the document. The order in which they
 * are written does not count; that of lists does.
 */
export function policyDigest(config: PurserConfig): string {
  return hash("sha256", policyDocument(config), "hex");
}

/** What the digest is of: a `Policy` as JSON, with the names of every object in order. */
export function policyDocument({
  roles,
  resources,
  requireReason = false,
}: Pick<PurserConfig, "roles" | "resources" | "requireReason">): string {
  const policy: Policy = { roles, resources, requireReason };
  return JSON.stringify(sortNames(policy));
}

function sortNames(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(sortNames);
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sortNames(inner)]),
  );
}
