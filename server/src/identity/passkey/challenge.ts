import { hash, type KeyObject, randomBytes } from "node:crypto";
import { seal, unseal } from "../../config/seal.ts";

/** What a passkey's answer will be taken for. One that was asked for one thing is good for no other. */
export type ChallengePurpose = "enrol" | "prove" | "confirm";

/**
 * What a passkey is asked to sign. Kept by the client, in a form that it can neither read nor make; that it is used once
 * is told by the ledger.
 */
export interface Challenge {
  readonly purpose: ChallengePurpose;
  /** 256 random bits in base64url. */
  readonly nonce: string;
  /** Id of the session that asked. */
  readonly session: string;
  /** Of a confirmation: sha256 of the request that it is for, in base64url. */
  readonly digest: string | null;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Seconds that somebody has for using their passkey. */
export const challengeSeconds = 120;

/** What somebody is told whose token is none, or none any more. */
export const lapsed = "That took too long, or it was asked for in another session.";

const context = "passkey challenge";

export function makeChallenge(
  { purpose, session, digest = null }: Pick<Challenge, "purpose" | "session"> & Partial<Challenge>,
  now: number,
): Challenge {
  const nonce = randomBytes(32).toString("base64url");
  return { purpose, nonce, session, digest, expiresAt: now + challengeSeconds * 1000 };
}

export function sealChallenge(key: KeyObject, challenge: Challenge): string {
  return seal(key, JSON.stringify(challenge), context);
}

/** The challenge of a token; null when this session was not given it for this purpose, or too long ago. */
export function unsealChallenge(
  key: KeyObject,
  token: string,
  { purpose, session }: Pick<Challenge, "purpose" | "session">,
  now: number,
): Challenge | null {
  const text = unseal(key, token, context);
  if (text === null) return null;
  // Only this server can have sealed it.
  const challenge: Challenge = JSON.parse(text);
  const isMeant =
    challenge.purpose === purpose && challenge.session === session && now < challenge.expiresAt;
  return isMeant ? challenge : null;
}

/**
 * The bytes that are signed. Of a confirmation they are made of the request, so that the signature shows what it was
 * for: sha256("purser confirmation v1" ‖ nonce ‖ digest), all but the first in bytes.
 */
export function bytesOf({ nonce, digest }: Challenge): Buffer<ArrayBuffer> {
  const random = Buffer.from(nonce, "base64url");
  if (digest === null) return random;
  const parts = [Buffer.from("purser confirmation v1"), random, Buffer.from(digest, "base64url")];
  return Buffer.from(hash("sha256", Buffer.concat(parts), "buffer"));
}
