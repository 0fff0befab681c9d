import type { Refusal } from "../contract/index.ts";
import { isRefusal, refuse } from "../contract/index.ts";
import type { Connection } from "../database/database.ts";
import type { IdentityProvider } from "./provider.ts";
import type { SessionRecord } from "./session.ts";

export interface LogoutDesk {
  readonly ledger: Connection;
  readonly readLogoutToken: NonNullable<IdentityProvider["readLogoutToken"]>;
  /** For whoever runs Purser: why a notice was not accepted. */
  readonly onFailure: (message: string, cause: unknown) => void;
}

/**
 * Ends the sessions that the identity provider says have ended (OpenID Connect Back-Channel Logout 1.0, section 2.5). A
 * notice about nobody who is here is fine; one that was used before, or is not the provider's, is 400.
 */
export async function endSessionsByNotice(
  { ledger, readLogoutToken, onFailure }: LogoutDesk,
  token: string,
  { eventId, policy, origin }: SessionRecord,
): Promise<Refusal | null> {
  const notice = await readLogoutToken(token);
  if (isRefusal(notice)) {
    onFailure("A logout token was not accepted", notice.cause);
    return refuse(notice.refused === "identity_unavailable" ? notice.refused : "malformed_request");
  }
  const { issuer, subject, providerSession } = notice;
  // In one: a token that were used up without an end to the sessions could not be sent again.
  const { rows } = await ledger.run({
    text: `select case when purser.claim_once('logout', $1, to_timestamp($2))
      then purser.end_provider_sessions($3, $4, $5, $6, $7, $8, $9) end`,
    values: [
      notice.id,
      notice.expiresAt,
      issuer,
      subject,
      providerSession,
      eventId,
      origin.requestId,
      origin.address,
      policy,
    ],
  });
  return typeof rows[0]?.[0] === "string"
    ? null
    : refuse("malformed_request", { detail: "This logout token was used before." });
}
