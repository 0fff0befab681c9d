import type { PurserConfig } from "../config/config.ts";
import type { Refusal } from "../contract/index.ts";
import { isRefusal, refuse } from "../contract/index.ts";
import type { Connection } from "../database/database.ts";
import type { Attempt } from "./attempt.ts";
import type { Identity } from "./identity.ts";
import type { RequestOrigin } from "./principal.ts";
import type { IdentityProvider } from "./provider.ts";
import { countStrangerRefusal, recordRefusedSignIn } from "./refused-sign-in.ts";
import { rolesOf } from "./roles.ts";
import { openSession } from "./session.ts";
import { makeSessionSecret, proofOf } from "./session-secret.ts";

/** What a sign-in needs beside what the browser brings. */
export interface SignInDesk {
  readonly provider: IdentityProvider;
  readonly ledger: Connection;
  readonly config: Pick<PurserConfig, "roles" | "limits">;
  readonly policy: string;
  readonly newId: () => string;
  /** For whoever runs Purser: why the provider's answer was not accepted. */
  readonly onFailure: (message: string, cause: unknown) => void;
}

/**
 * From the provider's answer to a new session, unless `bars` says why this person may not have one here; the result is
 * the cookie's value. Every refusal is in the ledger
 * before it is answered: by person where the provider vouches for one, else as a count.
 */
export async function completeSignIn(
  desk: SignInDesk,
  attempt: Attempt | null,
  answer: URLSearchParams,
  origin: RequestOrigin,
  bars: (identity: Identity) => Refusal | null,
): Promise<{ readonly secret: string } | Refusal> {
  const identity =
    attempt === null
      ? ({ refused: "sign_in_failed", cause: "no sign-in was under way" } as const)
      : await desk.provider.finish(answer, attempt);
  if (isRefusal(identity)) {
    desk.onFailure("A sign-in was not accepted", identity.cause);
    if (identity.refused === "sign_in_failed")
      await countStrangerRefusal(desk.ledger, origin.address, identity.refused);
    return { refused: identity.refused };
  }

  const record = { eventId: desk.newId(), policy: desk.policy, origin };
  const roles = rolesOf(identity.groups, desk.config.roles);
  const refusal = bars(identity) ?? (roles.length === 0 ? refuse("no_role") : null);
  if (refusal !== null) {
    await recordRefusedSignIn(desk.ledger, identity, refusal.refused, record);
    return refusal;
  }
  const secret = makeSessionSecret();
  const terms = {
    idleMinutes: desk.config.limits?.sessionIdleMinutes ?? 15,
    hours: desk.config.limits?.sessionHours ?? 12,
  };
  await openSession(desk.ledger, desk.newId(), proofOf(secret), identity, roles, terms, record);
  return { secret };
}
