import { hash, randomBytes } from "node:crypto";

/** What a session's cookie holds: 256 random bits, which mean nothing and are kept nowhere. */
export function makeSessionSecret(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * What proves to the ledger that one has the cookie: its sha256. The ledger hashes that once more, so neither a log
 * of bind parameters nor a copy of its table opens a session.
 */
export function proofOf(secret: string): Buffer {
  return hash("sha256", secret, "buffer");
}

/** The proof of a request's cookie; null without one, or with one that cannot be ours. */
export function readProof(cookie: string | undefined): Buffer | null {
  return cookie !== undefined && /^[A-Za-z0-9_-]{43}$/.test(cookie) ? proofOf(cookie) : null;
}
