import type { KeyObject } from "node:crypto";
import type { PurserConfig } from "../config/config.ts";
import { seal } from "../config/seal.ts";
import { type SessionLimits, sessionLimits } from "../config/session-limits.ts";
import type { Refusal } from "../contract/index.ts";
import { isRefusal, refuse } from "../contract/index.ts";
import type { Connection } from "../database/database.ts";
import type { Attempt } from "./attempt.ts";
import type { Authentication } from "./authentication.ts";
import { claimOnce } from "./claim-once.ts";
import type { Identity, PersonId } from "./identity.ts";
import type { RequestOrigin } from "./principal.ts";
import type { IdentityProvider, SignInFailure } from "./provider.ts";
import { countStrangerRefusal, recordRefusedSignIn } from "./refused-sign-in.ts";
import { rolesOf } from "./roles.ts";
import { openSession, type SessionTerms } from "./session.ts";
import { keepRefreshToken, refreshContext } from "./session-check.ts";
import { makeSessionSecret, proofOf } from "./session-secret.ts";

/** What a sign-in needs beside what the browser brings. */
export interface SignInDesk {
  readonly provider: IdentityProvider;
  readonly ledger: Connection;
  readonly config: Pick<PurserConfig, "roles" | "limits" | "passkeys">;
  readonly policy: string;
  /** Seals what the provider is asked with later. */
  readonly refreshKey: KeyObject;
  readonly newId: () => string;
  /** For whoever runs Purser: why the provider's answer was not accepted. */
  readonly onFailure: (message: string, cause: unknown) => void;
}

/** A session that was begun: the cookie's value, and whether it still lacks its second factor. */
export interface SignedIn {
  readonly secret: string;
  readonly lacksSecondFactor: boolean;
}

/** The browser that signs in. */
export interface SignInVisit {
  /** Null where no sign-in was under way there. */
  readonly attempt: Attempt | null;
  /** What it brought from the provider. */
  readonly answer: URLSearchParams;
  readonly origin: RequestOrigin;
  /** Why this person may not have a session here, though the provider vouches for them. */
  readonly bars: (identity: Identity) => Refusal | null;
  /** Ends the session that the browser has had until now, which is not to be one of too many. */
  readonly endPrevious: () => Promise<unknown>;
}

/**
 * From the provider's answer to a new session. Every refusal is in the ledger before it is answered: by person where the
 * provider vouches for one, else as a count.
 */
export async function completeSignIn(
  desk: SignInDesk,
  { attempt, answer, origin, bars, endPrevious }: SignInVisit,
): Promise<SignedIn | Refusal> {
  const authentication = await authenticate(desk, attempt, answer);
  if (isRefusal(authentication)) {
    desk.onFailure("A sign-in was not accepted", authentication.cause);
    if (authentication.refused !== "identity_unavailable")
      await countStrangerRefusal(desk.ledger, origin.address, authentication.refused);
    return { refused: authentication.refused };
  }

  const { identity, secondFactor, refreshToken } = authentication;
  const record = { eventId: desk.newId(), policy: desk.policy, origin };
  const roles = rolesOf(identity.groups, desk.config.roles);
  const refusal =
    bars(identity) ??
    (isSomebodyElse(identity, attempt?.person ?? null) ? refuse("other_person") : null) ??
    (roles.length === 0 ? refuse("no_role") : null) ??
    (!secondFactor && desk.config.passkeys === false ? refuse("second_factor_required") : null);
  if (refusal !== null) {
    await recordRefusedSignIn(desk.ledger, identity, refusal.refused, record);
    return refusal;
  }
  await endPrevious();
  const secret = makeSessionSecret();
  const proof = proofOf(secret);
  const terms = termsOf(sessionLimits(desk.config.limits), refreshToken !== null);
  await openSession(desk.ledger, { id: desk.newId(), proof, authentication, roles, terms }, record);
  if (refreshToken !== null)
    await keepRefreshToken(desk.ledger, proof, seal(desk.refreshKey, refreshToken, refreshContext));
  return { secret, lacksSecondFactor: !secondFactor };
}

async function authenticate(
  { provider, ledger }: SignInDesk,
  attempt: Attempt | null,
  answer: URLSearchParams,
): Promise<Authentication | SignInFailure> {
  if (attempt === null) return { refused: "sign_in_failed", cause: "no sign-in was under way" };
  if (!(await claimOnce(ledger, "sign-in", attempt.id, attempt.expiresAt / 1000)))
    return { refused: "sign_in_failed", cause: "this sign-in was answered before" };
  return provider.finish(answer, attempt.secrets, { fresh: attempt.person !== null });
}

/** Whoever proves who they are in the middle of a session must not become somebody else in it. */
function isSomebodyElse(identity: Identity, person: PersonId | null): boolean {
  return (
    person !== null && (identity.issuer !== person.issuer || identity.subject !== person.subject)
  );
}

/** A session of which nobody can ask whether the person is still there is a short one. */
function termsOf(limits: SessionLimits, isChecked: boolean): SessionTerms {
  const longest = limits.sessionHours * 60;
  return {
    idleMinutes: limits.sessionIdleMinutes,
    lifetimeMinutes: isChecked ? longest : Math.min(longest, limits.uncheckedMinutes),
    most: limits.sessionsPerPerson,
  };
}
