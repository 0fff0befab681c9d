import type { PeriodicReport } from "./periodic-review.ts";

/** Of which records in reach something holds: all, none, or those that meet a condition on their columns (`t` is the record). */
export type Reach = "all" | "none" | { readonly sql: string };

/** How much of a field somebody sees; `varies` from record to record. */
export type FieldLevel = "clear" | "masked" | "hidden" | "varies";

export interface FieldAccess {
  readonly name: string;
  readonly label: string;
  readonly level: FieldLevel;
  /** What stands for the value where it is masked. */
  readonly mask: string | null;
  readonly shown: Reach;
  readonly clear: Reach;
  readonly reveal: Reach;
  readonly create: Reach;
  readonly update: Reach;
  /** Names of the grants that show it, and of those that show it in clear. */
  readonly shownBy: readonly string[];
  readonly clearBy: readonly string[];
}

export interface GrantAccess {
  /** The role, and the grant's place where the role has several: `support[1]`. */
  readonly name: string;
  readonly rows: Reach;
}

/** One record under somebody's grants. Null is what the asker may not be told, since a column behind it is not clear to them. */
export interface RecordAccess {
  readonly key: string;
  readonly inReach: boolean | null;
  readonly grants: readonly { readonly name: string; readonly inReach: boolean | null }[];
  readonly fields: readonly {
    readonly name: string;
    readonly level: Exclude<FieldLevel, "varies"> | null;
  }[];
}

/** `GET /api/access/explain`: what people with these roles see of a resource, what they may do with it, and why. */
export interface AccessExplanation {
  readonly roles: readonly string[];
  readonly resource: string;
  readonly label: string;
  /** The records that exist for them. */
  readonly rows: Reach;
  readonly grants: readonly GrantAccess[];
  readonly fields: readonly FieldAccess[];
  readonly writes: readonly {
    readonly write: "create" | "update" | "delete";
    readonly rows: Reach;
    /** Why not, in a sentence. */
    readonly why: string | null;
  }[];
  /** Null when no record was asked for. */
  readonly record: RecordAccess | null;
}

/** What one role may do with one resource, whatever the record. */
export interface RoleRights {
  readonly role: string;
  readonly resource: string;
  readonly clear: readonly string[];
  readonly masked: readonly string[];
  readonly reveal: readonly string[];
  readonly create: readonly string[];
  readonly update: readonly string[];
  readonly delete: boolean;
  /** Some of it holds only for records that a rule picks out. */
  readonly limited: boolean;
}

export interface RoleSummary {
  readonly name: string;
  readonly description: string | null;
  readonly groups: readonly string[];
  readonly audit: boolean;
  readonly review: boolean;
  readonly administer: boolean;
}

/** Somebody who has signed in, as of their newest session. */
export interface PersonAccess {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly string[];
  /** PostgreSQL's text in UTC, to within half a minute. */
  readonly lastUse: string;
  /** Records revealed within the last 90 days. */
  readonly reveals: number;
}

export interface SignOffEntry {
  readonly resource: string;
  readonly write: "create" | "update" | "delete";
  /** Null where nobody has agreed to it. */
  readonly signOff: { readonly by: string; readonly on: string; readonly reference: string } | null;
}

/** `GET /api/access/report`: people × roles × rights. */
export interface AccessReport extends PeriodicReport {
  readonly roles: readonly RoleSummary[];
  readonly resources: readonly { readonly name: string; readonly label: string }[];
  readonly rights: readonly RoleRights[];
  readonly signOffs: readonly SignOffEntry[];
  /** Who was there last first. */
  readonly people: readonly PersonAccess[];
}
