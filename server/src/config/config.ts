import type { IdentityConfig } from "./identity.ts";
import type { Mask } from "./mask.ts";
import type { PerimeterConfig } from "./perimeter.ts";
import type { RowRule } from "./row-rule.ts";

/** What a team writes: one typed object, checked as a whole before anything starts. */
export interface PurserConfig {
  /** The application's name, shown in the console. */
  readonly name: string;
  /** Where people open the console, e.g. `https://admin.example.com`: scheme, host and port, no path. */
  readonly origin: string;
  readonly database: DatabaseConfig;
  readonly identity: IdentityConfig;
  /** Second factors of our own, beside the provider's; default on. `false` where the provider proves them all. */
  readonly passkeys?: PasskeyConfig | false;
  readonly assurance?: AssuranceConfig;
  /** Secret for sealing cursors, versions and pseudonyms: 32 bytes or more, base64 (`purser init` makes one). */
  readonly secret: string;
  /** Role name → who holds it. Nobody has a role that no group maps to. */
  readonly roles: { readonly [role: string]: RoleConfig };
  /** `table`, or `schema.table` outside `public` → how it is shown and who may do what. What is not named here does not exist for Purser. */
  readonly resources: { readonly [table: string]: ResourceConfig };
  /** Whom the personal columns are about, and where their rows are: for `purser audit erase-subject`. */
  readonly subjects?: { readonly [name: string]: SubjectConfig };
  /** The company's time zone (IANA); default `UTC`. */
  readonly timeZone?: string;
  /** Demand a reason with every write; default false. */
  readonly requireReason?: boolean;
  /** Demand a `signOff` of every write that a resource allows; default false. */
  readonly requireSignOff?: boolean;
  readonly reveal?: RevealConfig;
  /** From where it may be reached; from this machine only when left out. */
  readonly perimeter?: PerimeterConfig;
  readonly limits?: LimitsConfig;
  readonly audit?: AuditConfig;
}

/** How the audit log is sealed, kept and passed on. Without a key it is append-only, but nothing proves that later. */
export interface AuditConfig {
  /** What checkpoints are signed with: the text that `purser audit keygen` writes. */
  readonly signingKey?: string;
  /** Keys of before, while the new one takes over. */
  readonly previousKeys?: readonly string[];
  /** Where checkpoints are kept outside: `folderAnchor`, `httpAnchor`, or one of your own. */
  readonly anchors?: readonly Anchor[];
  /** Seconds after which a checkpoint is signed though nothing happened; default 60. */
  readonly heartbeatSeconds?: number;
  /** How long what is kept; for ever when left out. In PostgreSQL, as of the last `purser migrate`. */
  readonly retention?: RetentionConfig;
  readonly delivery?: DeliveryConfig;
}

/** Whole months, beyond the one that something happened in. A month goes only once it is sealed and anchored. */
export interface RetentionConfig {
  /** What was shown to whom. */
  readonly reads?: number;
  /** Everything else, with the personal values in it. */
  readonly changes?: number;
}

/** Where the sealed log is posted to, as JSON Lines, in order and at least once. */
export interface DeliveryConfig {
  /** An https address; plain http on this machine only. */
  readonly url: string;
  readonly headers?: { readonly [name: string]: string };
  /** Lines in one request at most; default 1000. */
  readonly batch?: number;
}

/** A place that keeps checkpoints, out of reach of whoever administers the database. */
export interface Anchor {
  /** Tells it from the others, in the ledger too. */
  readonly name: string;
  /** Seconds between two checkpoints kept there. */
  readonly everySeconds: number;
  /**
   * Keeps one for good, unless its place is taken. Resolves to the note that has the place from then on: this one, or the
   * one that was there. Rejects when that cannot be told.
   */
  readonly keep: (checkpoint: AnchoredCheckpoint) => Promise<string>;
}

export interface AnchoredCheckpoint {
  /** Id of the tree. */
  readonly tree: string;
  /** Counts what the ledger knows to have been given away of this tree, from 1: a restored backup counts again. */
  readonly place: number;
  /** A signed note (c2sp.org/tlog-checkpoint). */
  readonly note: string;
}

export interface DatabaseConfig {
  /** Purser's own login. It owns nothing and is no superuser. */
  readonly url: string;
  /** Where the audit log lives, when not in the same database. */
  readonly ledgerUrl?: string;
  /** Connections in the pool of this process; default 10. */
  readonly connections?: number;
}

/** How long a passkey waits, and what it is called where people see it. */
export interface PasskeyConfig {
  /**
   * Hours from enrolment until a passkey may confirm destructive work, unless a second administrator consents earlier;
   * default 24. It is a second factor for signing in from the start.
   */
  readonly holdHours?: number;
}

/** How well it must be known who asks, by operation; what the operations demand themselves can only be raised. */
export interface AssuranceConfig {
  /** Minutes for which a proof is fresh; 1 to 10, default 10. */
  readonly freshMinutes?: number;
  /** Further operations that need a fresh proof, by their names in the log: `record.delete`. */
  readonly fresh?: readonly string[];
  /** Further operations that a passkey has to confirm, each request for itself. */
  readonly confirmed?: readonly string[];
}

export interface RoleConfig {
  readonly groups: readonly string[];
  readonly description?: string;
  /** May read the audit log of everything that the role may read; default false. */
  readonly audit?: boolean;
  /** May judge afterwards what others revealed, and what they were refused; default false. */
  readonly review?: boolean;
  /** May see who may do what, and look at the console as another role does; default false. */
  readonly administer?: boolean;
}

/** All fields, the named ones, or all but the named ones. */
export type FieldSet = true | readonly string[] | { readonly except: readonly string[] };

/** What one role may do with one resource. What is left out is denied. */
export interface GrantConfig {
  /** The records that all of this is about; every record when left out. */
  readonly rows?: RowRule;
  /** List, read, history, lookup; the fields that are shown. */
  readonly read?: FieldSet;
  /** Of these, the masked ones that are shown in clear; none when left out. */
  readonly clear?: FieldSet;
  /** Of these, the masked ones that may be revealed: in clear, for a while, with a reason. */
  readonly reveal?: FieldSet;
  /** Fields in clear that may be filtered by; all of them when left out. */
  readonly filter?: FieldSet;
  /** Fields in clear that may be sorted by; all of them when left out. */
  readonly sort?: FieldSet;
  /** A field that is masked for the role may only be written where it is named; `true` and `except` leave it out. */
  readonly create?: FieldSet;
  readonly update?: FieldSet;
  readonly delete?: boolean;
}

export interface ResourceConfig {
  readonly label?: string;
  readonly labelOne?: string;
  readonly group?: string;
  readonly help?: string;
  /** The field that stands for a record. */
  readonly recordLabel?: string;
  /** For a view: the columns that identify a row. */
  readonly key?: readonly string[];
  readonly defaultSort?: readonly string[];
  /** Fields that quick search looks into; guessed from the indexes when left out. */
  readonly search?: readonly string[];
  readonly fields?: { readonly [column: string]: FieldConfig };
  readonly relations?: { readonly [name: string]: RelationConfig };
  /**
   * Record in the audit log what others write to this table as well, beside Purser and without a reason; default false.
   * Each of their rows then costs an insert.
   */
  readonly recordOthers?: boolean;
  /** Role → what it may do here; of several grants, whatever any of them allows. */
  readonly access: { readonly [role: string]: GrantConfig | readonly GrantConfig[] };
  /** Who has agreed to the writes that `access` allows. */
  readonly signOff?: { readonly [write in "create" | "update" | "delete"]?: SignOff };
}

/** An agreement to let people write, as an auditor asks for it. */
export interface SignOff {
  readonly by: string;
  /** `YYYY-MM-DD` */
  readonly on: string;
  /** Where the decision is written down. */
  readonly reference: string;
}

/** How personal values are shown in clear for a while. */
export interface RevealConfig {
  /** Kinds of reason to choose from; default: support request, fraud check, legal request, other. */
  readonly reasons?: readonly string[];
  /** Seconds that revealed values stay on the screen; default 300. */
  readonly seconds?: number;
  /** Records that one person may reveal within an hour; default 30. In PostgreSQL. */
  readonly perHour?: number;
  /** Exact lookups of masked values that one person may make within an hour; default 120. In PostgreSQL. */
  readonly lookupsPerHour?: number;
  /** Days after which a reveal or refusal that nobody has reviewed is overdue; default 7. */
  readonly reviewDays?: number;
}

export interface SubjectConfig {
  /** The table, as in `resources`, with one row for each of them. */
  readonly resource: string;
  /**
   * How to find their rows in other tables, by columns that hold a primary key: `["orders", "customer_id"]`, and over
   * several tables `["order_notes", "order_id", "orders", "customer_id"]`.
   */
  readonly paths?: readonly (readonly string[])[];
}

export interface FieldConfig {
  readonly label?: string;
  readonly help?: string;
  readonly group?: string;
  /** Exists for nobody, and is never granted to Purser's login. */
  readonly hidden?: boolean;
  readonly format?: "email" | "phone" | "url" | "money";
  /** Of money: a field's name, or an ISO 4217 code. */
  readonly currency?: { readonly field: string } | { readonly code: string };
  /** The audit log holds its values so that they can be erased (`purser audit erase-subject`), and they are masked. */
  readonly personal?: boolean;
  /**
   * What stands for a value where it is not shown in clear; `false` to mask nothing. When left out, personal columns
   * and those that look personal are masked.
   */
  readonly mask?: Mask | false;
  /** A masked value may be looked up by typing it in full; default false. */
  readonly exactLookup?: boolean;
  readonly longText?: boolean;
  readonly inList?: boolean;
}

export interface RelationConfig {
  readonly label?: string;
  readonly hidden?: boolean;
}

export interface LimitsConfig {
  /** Milliseconds a statement may run; default 5000. In PostgreSQL, on the login. */
  readonly statementTimeout?: number;
  /** Milliseconds to wait for a lock; default 2000. In PostgreSQL, on the login. */
  readonly lockTimeout?: number;
  /** Records that one export may hold; default 100,000. */
  readonly exportRows?: number;
  /** Queries one person may have running at once; default 6. Per process. */
  readonly concurrencyPerPerson?: number;
  /** Minutes without a request until a session ends; default 15. In PostgreSQL. */
  readonly sessionIdleMinutes?: number;
  /** Hours until a session ends whatever happens; default 12. In PostgreSQL. */
  readonly sessionHours?: number;
  /** Sessions that one person may have at once; a further one ends the oldest. Default 3. In PostgreSQL. */
  readonly sessionsPerPerson?: number;
  /** Minutes after which the provider is asked again whether somebody is still there; default 5. */
  readonly recheckMinutes?: number;
  /** Minutes that a session lives which the provider cannot be asked about, or did not answer for; default 60. */
  readonly uncheckedMinutes?: number;
  /** Sign-ins that may be begun from one address within a minute; default 120. Per process. */
  readonly signInsPerMinute?: number;
  /** Requests that one person may make within a minute; default 1200. Per process. */
  readonly requestsPerMinute?: number;
}

/** The identity function, for types: `export default defineConfig({ … })`. */
export function defineConfig(config: PurserConfig): PurserConfig {
  return config;
}
