import { createHmac } from "node:crypto";
import { generateRegistrationOptions, verifyRegistrationResponse } from "@simplewebauthn/server";
import * as z from "zod";
import type { PersonId } from "../identity.ts";
import { challengeSeconds } from "./challenge.ts";
import type { Passkey } from "./passkey.ts";
import type { RelyingParty } from "./relying-party.ts";

/** A credential that an authenticator has made. */
export interface Registration {
  readonly credentialId: Buffer;
  readonly publicKey: Buffer;
  readonly transports: readonly string[];
  readonly isSynced: boolean;
  readonly counter: number;
}

/** ES256, EdDSA and RS256 (IANA, COSE Algorithms). */
const algorithms = [-7, -8, -257];

const bytes = z.string().max(100_000);

/** `RegistrationResponseJSON` (WebAuthn Level 3, section 5.1), as far as it is read. */
const responseSchema = z.object({
  id: bytes,
  rawId: bytes,
  type: z.literal("public-key"),
  response: z.object({
    attestationObject: bytes,
    clientDataJSON: bytes,
    transports: z
      .array(z.string().regex(/^[a-z-]{1,32}$/))
      .max(10)
      .default([]),
  }),
});

/** `PublicKeyCredentialCreationOptionsJSON` for a passkey beside the ones that somebody has. */
export function askForRegistration(
  { id, name }: RelyingParty,
  person: PersonId & { readonly name: string; readonly email: string | null },
  passkeys: readonly Passkey[],
  challenge: Buffer<ArrayBuffer>,
  userKey: Buffer,
): Promise<unknown> {
  return generateRegistrationOptions({
    rpID: id,
    rpName: name,
    userID: userHandle(person, userKey),
    userName: person.email ?? person.name,
    userDisplayName: person.name,
    challenge,
    timeout: challengeSeconds * 1000,
    attestationType: "none",
    authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: passkeys.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: [...transports],
    })),
  });
}

/** Verifies an answer in full (WebAuthn Level 3, section 7.1); null where anything is wrong with it. */
export async function verifyRegistration(
  { id, origin }: RelyingParty,
  challenge: Buffer,
  answer: unknown,
): Promise<Registration | null> {
  const parsed = responseSchema.safeParse(answer);
  if (!parsed.success) return null;
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...parsed.data, clientExtensionResults: {} },
      expectedChallenge: challenge.toString("base64url"),
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    });
    if (!verified) return null;
    const { credential, credentialDeviceType } = registrationInfo;
    return {
      credentialId: Buffer.from(credential.id, "base64url"),
      publicKey: Buffer.from(credential.publicKey),
      transports: parsed.data.response.transports,
      isSynced: credentialDeviceType === "multiDevice",
      counter: credential.counter,
    };
  } catch {
    // The library throws for whatever does not fit; it reads nothing but the answer.
    return null;
  }
}

/** Tells nothing of the person to whoever finds the authenticator (WebAuthn Level 3, section 14.6.1). */
function userHandle({ issuer, subject }: PersonId, key: Buffer): Uint8Array<ArrayBuffer> {
  const digest = createHmac("sha256", key).update(JSON.stringify(["passkey", issuer, subject]));
  return new Uint8Array(digest.digest());
}
