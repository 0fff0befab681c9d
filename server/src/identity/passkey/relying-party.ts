import type { AssuranceTerms } from "../../config/assurance-terms.ts";
import type { PurserConfig } from "../../config/config.ts";
import { sessionLimits } from "../../config/session-limits.ts";
import type { AssuranceWay } from "../../contract/index.ts";

/** Whom a passkey is made for and answers to: this console, and no other (WebAuthn Level 3, section 4). */
export interface RelyingParty {
  /** The host of the origin: what a passkey is bound to. */
  readonly id: string;
  /** Scheme, host and port that the console is opened at. */
  readonly origin: string;
  readonly name: string;
  /** Hours until a new passkey may confirm. */
  readonly holdHours: number;
  /** Seconds for which a proof is fresh. */
  readonly freshSeconds: number;
  /** Sessions that one person may have at once. */
  readonly mostSessions: number;
  /** How people can prove anew who they are. */
  readonly ways: readonly AssuranceWay[];
}

/** Null where the config wants no passkeys. */
export function relyingPartyOf(
  { name, origin, limits }: Pick<PurserConfig, "name" | "origin" | "limits">,
  { holdHours, freshSeconds, ways }: AssuranceTerms,
): RelyingParty | null {
  if (holdHours === null) return null;
  return {
    id: new URL(origin).hostname,
    origin,
    name,
    holdHours,
    freshSeconds,
    mostSessions: sessionLimits(limits).sessionsPerPerson,
    ways,
  };
}
