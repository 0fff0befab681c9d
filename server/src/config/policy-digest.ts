import { hash } from "node:crypto";
import { canonicalJson } from "./canonical-json.ts";
import type { GrantConfig, PurserConfig, ResourceConfig } from "./config.ts";
import { grantsOfRole } from "./field-set.ts";
import { type StatedPerimeter, statePerimeter } from "./perimeter.ts";
import { type StatedIdentity, stateIdentity } from "./stated-identity.ts";
import { type StatedRowRule, stateRowRule } from "./stated-row-rule.ts";

/** The rules in force: roles, resources and what else decides who may do what. */
export interface Policy {
  readonly roles: PurserConfig["roles"];
  readonly resources: { readonly [table: string]: StatedResource };
  readonly requireReason: boolean;
  readonly requireSignOff: boolean;
  readonly reveal: NonNullable<PurserConfig["reveal"]>;
  readonly perimeter: StatedPerimeter;
  readonly identity: StatedIdentity;
}

export interface StatedResource extends Omit<ResourceConfig, "access"> {
  readonly access: { readonly [role: string]: readonly StatedGrant[] };
}

export interface StatedGrant extends Omit<GrantConfig, "rows"> {
  readonly rows?: StatedRowRule;
}

type Ruled = Pick<
  PurserConfig,
  | "roles"
  | "resources"
  | "requireReason"
  | "requireSignOff"
  | "reveal"
  | "perimeter"
  | "identity"
  | "passkeys"
  | "assurance"
>;

/**
 * Names the rules in force, for every line of the audit log: sha256 in hex over the document. The order in which they
 * are written does not count; that of lists does.
 */
export function policyDigest(config: PurserConfig): string {
  return hash("sha256", policyDocument(config), "hex");
}

/** What the digest is of: a `Policy` as JSON, with the names of every object in order. */
export function policyDocument(config: Ruled): string {
  return canonicalJson(statePolicy(config));
}

function statePolicy(config: Ruled): Policy {
  const { roles, resources, requireReason = false, requireSignOff = false, reveal = {} } = config;
  const names = Object.keys(roles).sort();
  const stated = Object.entries(resources).map(([table, { access, ...rest }]) => {
    const grants = Object.keys(access).map((role) => [
      role,
      grantsOfRole(access, role).map((grant) => stateGrant(grant, names)),
    ]);
    return [table, { ...rest, access: Object.fromEntries(grants) }];
  });
  return {
    roles,
    resources: Object.fromEntries(stated),
    requireReason,
    requireSignOff,
    reveal,
    perimeter: statePerimeter(config.perimeter),
    identity: stateIdentity(config),
  };
}

function stateGrant({ rows, ...rights }: GrantConfig, roles: readonly string[]): StatedGrant {
  return rows === undefined ? rights : { ...rights, rows: stateRowRule(rows, roles) };
}
