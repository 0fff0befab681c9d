import type { PeriodicReport } from "./periodic-review.ts";
import type { SecondFactor } from "./session.ts";

/** `POST /api/sessions/revocations` (one person) and, without the first two, `…/revocations/everybody`. */
export interface RevocationBody {
  readonly issuer: string;
  readonly subject: string;
  readonly reason: string;
}

export interface RevocationAnswer {
  /** Sessions that ended by this; the caller's own one at hand is never among them. */
  readonly revoked: number;
}

/** How many of something there were. */
export interface Tally {
  readonly of: string;
  readonly count: number;
}

/** The sign-ins of one person within the report's days. A session that a passkey raised goes on in the same sign-in. */
export interface PersonSessions {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly email: string | null;
  /** As of the newest session. */
  readonly roles: readonly string[];
  readonly signIns: number;
  /** Of these, how many live. */
  readonly live: number;
  /** By who proved the second factor at last; `none` where nobody did. */
  readonly secondFactors: readonly (Tally & { readonly of: SecondFactor | "none" })[];
  /** Where they came from, as networks (/24 or /64), the most frequent first. */
  readonly networks: readonly string[];
  readonly longestMinutes: number;
  /** PostgreSQL's text in UTC, as all times here. */
  readonly lastSignIn: string;
  readonly lastUse: string;
  /** By reason; `idle` and `expired` where nobody ended it. */
  readonly endings: readonly Tally[];
  /** By the name of who revoked them. */
  readonly revokedBy: readonly Tally[];
}

/** Sign-ins that were refused to somebody whom the provider vouches for. */
export interface RefusedPerson {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  /** The problem's code. */
  readonly code: string;
  readonly count: number;
  readonly lastAt: string;
}

/** Somebody who had roles at their last sign-in, which is longer ago than the report's days. */
export interface DormantPerson {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly string[];
  readonly lastSignIn: string;
}

/** `GET /api/sessions/report`: who was signed in, how, from where, and how it ended. */
export interface SessionReport extends PeriodicReport {
  readonly days: number;
  readonly at: string;
  /** Who was there last first. */
  readonly people: readonly PersonSessions[];
  readonly refused: readonly RefusedPerson[];
  /** Sign-ins that failed before anybody was vouched for, by the problem's code. */
  readonly failed: readonly Tally[];
  readonly dormant: readonly DormantPerson[];
  /** A quarter after the last review, or where there was none after the ledger was made. */
  readonly reviewDue: string;
  readonly isOverdue: boolean;
}
