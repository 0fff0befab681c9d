import type { PasskeyOffer, Refusal } from "../../contract/index.ts";
import { refuse } from "../../contract/index.ts";
import type { RequestOrigin } from "../principal.ts";
import { makeSessionSecret, proofOf } from "../session-secret.ts";
import { askForAssertion, verifyAssertion } from "./assertion.ts";
import { bytesOf, lapsed, makeChallenge, sealChallenge, unsealChallenge } from "./challenge.ts";
import type { Caller, PasskeyDesk } from "./desk.ts";
import { listPasskeys } from "./passkey.ts";

/** What the client brings back from a passkey. */
export interface PasskeyAnswer {
  readonly token: string;
  readonly response: unknown;
}

/** Asks for one of the caller's own passkeys: as their second factor, or as a fresh proof. */
export async function offerProof(
  { ledger, relyingParty, keys, now }: PasskeyDesk,
  caller: Caller,
): Promise<PasskeyOffer | Refusal> {
  const passkeys = await listPasskeys(ledger, caller);
  if (passkeys.length === 0)
    return refuse("passkey_refused", { detail: "You have no passkey here yet." });
  const challenge = makeChallenge({ purpose: "prove", session: caller.session.id }, now());
  return {
    token: sealChallenge(keys.challenge, challenge),
    options: await askForAssertion(relyingParty, passkeys, bytesOf(challenge)),
  };
}

/** Puts a session with two factors and a proof of this moment in the place of the caller's: its secret, for the cookie. */
export async function acceptProof(
  desk: PasskeyDesk,
  caller: Caller,
  { token, response }: PasskeyAnswer,
  origin: RequestOrigin,
): Promise<string | Refusal> {
  const { ledger, relyingParty, keys, newId, now, policy } = desk;
  const { id: session, proof } = caller.session;
  const challenge = unsealChallenge(keys.challenge, token, { purpose: "prove", session }, now());
  if (challenge === null) return refuse("passkey_refused", { detail: lapsed });
  const passkeys = await listPasskeys(ledger, caller);
  const assertion = await verifyAssertion(relyingParty, passkeys, bytesOf(challenge), response);
  if (assertion === null) return refuse("passkey_refused");
  const secret = makeSessionSecret();
  const { rows } = await ledger.run({
    text: `select purser.raise_by_passkey(p_secret => $1, p_passkey => $2, p_counter => $3, p_challenge => $4,
      p_until => to_timestamp($5), p_id => $6, p_new_secret => $7, p_evidence => $8, p_event_id => $9,
      p_request_id => $10, p_address => $11, p_policy => $12, p_most => $13)`,
    values: [
      proof,
      assertion.passkey.id,
      assertion.counter,
      challenge.nonce,
      challenge.expiresAt / 1000,
      newId(),
      proofOf(secret),
      JSON.stringify(assertion.evidence),
      newId(),
      origin.requestId,
      origin.address,
      policy,
      relyingParty.mostSessions,
    ],
  });
  return rows[0]?.[0] === "used" ? secret : refuse("passkey_refused");
}
