import type { PasskeyOffer, PasskeySummary, Refusal } from "../../contract/index.ts";
import { refuse } from "../../contract/index.ts";
import { isPrincipal, type RequestOrigin } from "../principal.ts";
import { makeSessionSecret, proofOf } from "../session-secret.ts";
import { bytesOf, lapsed, makeChallenge, sealChallenge, unsealChallenge } from "./challenge.ts";
import type { Caller, PasskeyDesk } from "./desk.ts";
import { listPasskeys, summarize } from "./passkey.ts";
import type { PasskeyAnswer } from "./prove.ts";
import { askForRegistration, verifyRegistration } from "./registration.ts";

/** A new passkey, and where the session had one factor only, the secret of the one that took its place. */
export interface Enrolled {
  readonly passkey: PasskeySummary;
  readonly secret: string | null;
}

/** Whether the caller may enrol a passkey at this moment, and whether they have one. */
export async function findEnrolment(
  { ledger, relyingParty }: Pick<PasskeyDesk, "ledger" | "relyingParty">,
  caller: Caller,
): Promise<{ readonly refusal: Refusal | null; readonly hasPasskey: boolean }> {
  const { rows } = await ledger.run({
    text: "select judgement, has_passkey from purser.find_enrolment($1, make_interval(secs => $2))",
    values: [caller.session.proof, relyingParty.freshSeconds],
  });
  const [judgement, hasPasskey] = rows[0] ?? [];
  return {
    refusal:
      judgement === "allowed" ? null : enrolmentRefusal(judgement ?? "", caller, relyingParty),
    hasPasskey: hasPasskey === "t",
  };
}

/** Asks for a new passkey of the caller's. */
export async function offerEnrolment(
  desk: PasskeyDesk,
  caller: Caller,
): Promise<PasskeyOffer | Refusal> {
  const { ledger, relyingParty, keys, now } = desk;
  const { refusal } = await findEnrolment(desk, caller);
  if (refusal !== null) return refusal;
  const passkeys = await listPasskeys(ledger, caller);
  const challenge = makeChallenge({ purpose: "enrol", session: caller.session.id }, now());
  return {
    token: sealChallenge(keys.challenge, challenge),
    options: await askForRegistration(
      relyingParty,
      caller,
      passkeys,
      bytesOf(challenge),
      keys.pseudonym,
    ),
  };
}

/** Enrols what the caller's authenticator has made. */
export async function acceptEnrolment(
  desk: PasskeyDesk,
  caller: Caller,
  { token, response, name }: PasskeyAnswer & { readonly name: string },
  origin: RequestOrigin,
): Promise<Enrolled | Refusal> {
  const { ledger, relyingParty, keys, newId, now, policy } = desk;
  const { id: session, proof } = caller.session;
  const challenge = unsealChallenge(keys.challenge, token, { purpose: "enrol", session }, now());
  if (challenge === null) return refuse("passkey_refused", { detail: lapsed });
  const made = await verifyRegistration(relyingParty, bytesOf(challenge), response);
  if (made === null) return refuse("passkey_refused");
  const id = newId();
  const secret = makeSessionSecret();
  const { rows } = await ledger.run({
    text: `select purser.enrol_passkey(p_secret => $1, p_fresh => make_interval(secs => $2), p_challenge => $3,
      p_until => to_timestamp($4), p_id => $5, p_name => $6, p_credential_id => $7, p_public_key => $8, p_transports => $9,
      p_is_synced => $10, p_counter => $11, p_hold => make_interval(hours => $12), p_session_id => $13, p_new_secret => $14,
      p_raise_event_id => $15, p_event_id => $16, p_request_id => $17, p_address => $18,
      p_policy => $19, p_most => $20)`,
    values: [
      proof,
      relyingParty.freshSeconds,
      challenge.nonce,
      challenge.expiresAt / 1000,
      id,
      name,
      made.credentialId,
      made.publicKey,
      made.transports,
      made.isSynced,
      made.counter,
      relyingParty.holdHours,
      newId(),
      proofOf(secret),
      newId(),
      newId(),
      origin.requestId,
      origin.address,
      policy,
      relyingParty.mostSessions,
    ],
  });
  const outcome = rows[0]?.[0] ?? "";
  if (outcome !== "enrolled" && outcome !== "raised")
    return enrolmentRefusal(outcome, caller, relyingParty);
  const passkey = (await listPasskeys(ledger, caller)).find((each) => each.id === id);
  if (passkey === undefined) throw new Error("a passkey that was enrolled is not there");
  return { passkey: summarize(passkey), secret: outcome === "raised" ? secret : null };
}

function enrolmentRefusal(
  judgement: string,
  caller: Caller,
  { freshSeconds, ways }: PasskeyDesk["relyingParty"],
): Refusal {
  switch (judgement) {
    case "stale":
      return refuse("insufficient_user_authentication", {
        detail: isPrincipal(caller)
          ? "Prove who you are once more to enrol a passkey."
          : "A first passkey is enrolled just after signing in: sign in once more.",
        assurance: {
          level: "fresh",
          maxAge: freshSeconds,
          // With one factor a passkey would be the first one.
          ways: isPrincipal(caller) ? ways : ["provider"],
        },
      });
    case "present":
      return refuse("passkey_refused", {
        detail: "You have a passkey already: use it, and then enrol others.",
      });
    case "many":
      return refuse("passkey_refused", { detail: "You have as many passkeys as one may have." });
    case "taken":
      return refuse("passkey_refused", { detail: "This passkey is enrolled already." });
    default:
      return refuse("passkey_refused");
  }
}
