import {
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
} from "@simplewebauthn/server";
import * as z from "zod";
import { challengeSeconds } from "./challenge.ts";
import type { Passkey } from "./passkey.ts";
import type { RelyingParty } from "./relying-party.ts";

/** What a passkey signed, complete enough for a third party who has its public key; all in base64url. */
export interface AssertionEvidence {
  readonly credential: string;
  readonly authenticatorData: string;
  readonly clientDataJSON: string;
  readonly signature: string;
}

export interface Assertion {
  readonly passkey: Passkey;
  /** How often the authenticator says that it was used; the ledger knows whether that can be. */
  readonly counter: number;
  readonly evidence: AssertionEvidence;
}

const bytes = z.string().max(20_000);

/** `AuthenticationResponseJSON` (WebAuthn Level 3, section 5.1), as far as it is read. */
const responseSchema = z.object({
  id: bytes,
  rawId: bytes,
  type: z.literal("public-key"),
  response: z.object({ authenticatorData: bytes, clientDataJSON: bytes, signature: bytes }),
});

/** `PublicKeyCredentialRequestOptionsJSON` for one of these passkeys. */
export function askForAssertion(
  { id }: RelyingParty,
  passkeys: readonly Passkey[],
  challenge: Buffer<ArrayBuffer>,
): Promise<unknown> {
  return generateAuthenticationOptions({
    rpID: id,
    challenge,
    timeout: challengeSeconds * 1000,
    userVerification: "required",
    allowCredentials: passkeys.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: [...transports],
    })),
  });
}

/** Verifies an answer in full (WebAuthn Level 3, section 7.2), but for its counter; null where anything is wrong with it. */
export async function verifyAssertion(
  { id, origin }: RelyingParty,
  passkeys: readonly Passkey[],
  challenge: Buffer,
  answer: unknown,
): Promise<Assertion | null> {
  const parsed = responseSchema.safeParse(answer);
  const passkey = passkeys.find(({ credentialId }) => credentialId === parsed.data?.id);
  if (!parsed.success || passkey === undefined) return null;
  const { response } = parsed.data;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...parsed.data, clientExtensionResults: {} },
      expectedChallenge: challenge.toString("base64url"),
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      // The ledger compares counters, since two answers may come at once.
      credential: { id: passkey.credentialId, publicKey: passkey.publicKey, counter: 0 },
    });
    if (!verified) return null;
    return {
      passkey,
      counter: authenticationInfo.newCounter,
      evidence: { credential: passkey.credentialId, ...response },
    };
  } catch {
    // The library throws for whatever does not fit; it reads nothing but the answer.
    return null;
  }
}
