import * as z from "zod";
import { type Refusal, refuse } from "../contract/index.ts";
import { askForAssertion, verifyAssertion } from "../identity/passkey/assertion.ts";
import {
  bytesOf,
  makeChallenge,
  sealChallenge,
  unsealChallenge,
} from "../identity/passkey/challenge.ts";
import { listPasskeys, type Passkey } from "../identity/passkey/passkey.ts";
import type { RelyingParty } from "../identity/passkey/relying-party.ts";
import type { Run } from "./context.ts";

/**
 * Lets one request through that a passkey has confirmed, and no other: null once that is recorded, else what to do or
 * why not. `digest` names the request at hand; `header` is its `Purser-Confirmation`.
 */
export async function confirmRequest(
  run: Run,
  digest: string,
  header: string | undefined,
): Promise<Refusal | null> {
  const { relyingParty, stores } = run.deployment;
  if (relyingParty === null)
    return refuse("forbidden", { detail: "Passkeys are switched off, and this needs one." });
  const passkeys = await listPasskeys(stores.ledger, run.principal, run.signal);
  const trusted = passkeys.filter(({ isTrusted }) => isTrusted);
  return header === undefined
    ? askToConfirm(run, relyingParty, passkeys, trusted, digest)
    : acceptConfirmation(run, relyingParty, trusted, digest, header);
}

async function askToConfirm(
  { deployment, principal }: Run,
  relyingParty: RelyingParty,
  passkeys: readonly Passkey[],
  trusted: readonly Passkey[],
  digest: string,
): Promise<Refusal> {
  if (trusted.length === 0) return onHold(passkeys);
  const challenge = makeChallenge(
    { purpose: "confirm", session: principal.session.id, digest },
    deployment.now(),
  );
  return refuse("insufficient_user_authentication", {
    detail: "This needs to be confirmed with a passkey.",
    assurance: {
      level: "confirmed",
      confirmation: {
        token: sealChallenge(deployment.keys.challenge, challenge),
        options: await askForAssertion(relyingParty, trusted, bytesOf(challenge)),
      },
    },
  });
}

function onHold(passkeys: readonly Passkey[]): Refusal {
  const [trustedFrom] = passkeys.map((passkey) => passkey.trustedFrom).sort();
  return trustedFrom === undefined
    ? refuse("passkey_on_hold", { detail: "You have no passkey here yet; this needs one." })
    : refuse("passkey_on_hold", {
        detail: `Your passkey may confirm from ${trustedFrom} on.`,
        trustedFrom,
      });
}

const headerSchema = z.strictObject({ token: z.string(), response: z.unknown() });

async function acceptConfirmation(
  run: Run,
  relyingParty: RelyingParty,
  trusted: readonly Passkey[],
  digest: string,
  header: string,
): Promise<Refusal | null> {
  const { keys, now, newId, policy, stores } = run.deployment;
  const { id: session, proof } = run.principal.session;
  const sent = readHeader(header);
  const challenge =
    sent && unsealChallenge(keys.challenge, sent.token, { purpose: "confirm", session }, now());
  if (!sent || !challenge || challenge.digest !== digest) return refuse("confirmation_refused");
  const { response } = sent;
  const assertion = await verifyAssertion(relyingParty, trusted, bytesOf(challenge), response);
  if (assertion === null) return refuse("confirmation_refused");
  const evidence = { digest, nonce: challenge.nonce, ...assertion.evidence };
  const { rows } = await stores.ledger.run(
    {
      text: `select purser.record_confirmation(p_secret => $1, p_passkey => $2, p_counter => $3, p_challenge => $4,
        p_until => to_timestamp($5), p_evidence => $6, p_event_id => $7, p_request_id => $8, p_address => $9, p_policy => $10)`,
      values: [
        proof,
        assertion.passkey.id,
        assertion.counter,
        challenge.nonce,
        challenge.expiresAt / 1000,
        JSON.stringify(evidence),
        newId(),
        run.origin.requestId,
        run.origin.address,
        policy,
      ],
    },
    run.signal,
  );
  return rows[0]?.[0] === "used" ? null : refuse("confirmation_refused");
}

/** base64url of `{"token": …, "response": …}`; null for anything else. */
function readHeader(header: string): z.infer<typeof headerSchema> | null {
  try {
    const json: unknown = JSON.parse(Buffer.from(header, "base64url").toString("utf8"));
    return headerSchema.safeParse(json).data ?? null;
  } catch {
    return null;
  }
}
