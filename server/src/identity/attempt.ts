import type { KeyObject } from "node:crypto";
import { seal, unseal } from "../config/seal.ts";
import type { PersonId } from "./identity.ts";
import type { SignInSecrets } from "./provider.ts";

/** A sign-in under way, kept by the browser that began it, in a form that it can neither read nor make. */
export interface Attempt {
  /** An attempt is answered once. */
  readonly id: string;
  /** What the provider's protocol wants to see again. */
  readonly secrets: SignInSecrets;
  /** Whose session it is to prove anew, at this moment; null where anybody signs in. */
  readonly person: PersonId | null;
  /** Proof of the session that the browser had when it began, in base64url: a form from elsewhere brings no cookie of it. */
  readonly previous: string | null;
  /** A path of the console. */
  readonly returnTo: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Seconds that somebody has for signing in at the provider. */
export const attemptSeconds = 600;

const context = "sign-in attempt";

export function sealAttempt(key: KeyObject, attempt: Attempt): string {
  return seal(key, JSON.stringify(attempt), context);
}

/** The attempt in a cookie, or null when there is none, when it was tampered with, or when it took too long. */
export function unsealAttempt(
  key: KeyObject,
  cookie: string | undefined,
  now: number,
): Attempt | null {
  const text = cookie === undefined ? null : unseal(key, cookie, context);
  if (text === null) return null;
  // Only this server can have sealed it.
  const attempt: Attempt = JSON.parse(text);
  return now < attempt.expiresAt ? attempt : null;
}
