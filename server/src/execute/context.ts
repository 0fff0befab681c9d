import type { ServerKeys } from "../config/keys.ts";
import type { Database } from "../database/database.ts";
import type { RelyingParty } from "../identity/passkey/relying-party.ts";
import type { Principal, RequestOrigin } from "../identity/principal.ts";

/** Where rows and records lie. Only the runner holds it. */
export interface Stores {
  /** The application's rows. */
  readonly rows: Database;
  /** The audit log and the sessions. */
  readonly ledger: Database;
  /** Both in one database: a read and its record are one statement, and writes are possible. */
  readonly together: boolean;
}

/** What does not change from one request to the next. */
export interface Deployment {
  readonly stores: Stores;
  readonly keys: ServerKeys;
  /** Digest of the configuration in force. */
  readonly policy: string;
  /** Exact lookups of masked values that one person may make within an hour. */
  readonly lookupsPerHour: number;
  /** Whom passkeys are made for; null where there are none. */
  readonly relyingParty: RelyingParty | null;
  /** Records that one export may hold. */
  readonly exportRows: number;
  /** A new time-ordered UUID (version 7, RFC 9562). */
  readonly newId: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** One request on its way: who, from where, and the client's presence. */
export interface Run {
  readonly deployment: Deployment;
  readonly principal: Principal;
  readonly origin: RequestOrigin;
  /** Roles through whose eyes an administrator looks; null for one's own. */
  readonly viewAs: readonly string[] | null;
  /** Aborts when the client leaves. */
  readonly signal: AbortSignal;
}
