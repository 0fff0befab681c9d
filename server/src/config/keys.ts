import { createSecretKey, hkdfSync, type KeyObject } from "node:crypto";

/** Keys of this deployment, each for one purpose, all derived from `config.secret` (HKDF-SHA256, RFC 5869). */
export interface ServerKeys {
  /** Seals page cursors. Lost or changed: open pages must start over. */
  readonly cursor: KeyObject;
  /** Keys record versions. Lost or changed: open edits conflict once. */
  readonly version: Buffer;
  /** Seals the state of a sign-in under way. Lost or changed: sign-ins under way start over. */
  readonly signIn: KeyObject;
  /** Seals what the identity provider is asked with later. Lost or changed: sessions end at the next question. */
  readonly refresh: KeyObject;
  /** Seals what a passkey is asked for. Lost or changed: whoever is asked at that moment tries again. */
  readonly challenge: KeyObject;
  /**
   * Keys pseudonyms, and the handle under which passkeys know somebody. Lost or changed: the same value has another
   * pseudonym from then on.
   */
  readonly pseudonym: Buffer;
  /** Seals masked keys in addresses. Lost or changed: links to such records lead nowhere. */
  readonly recordKey: KeyObject;
  /** Keys the digest of an idempotent request. Lost or changed: a repeated request is refused. */
  readonly idempotency: Buffer;
}

/** Derives the deployment's keys; `secret` is base64 of at least 32 bytes, as the config check has made sure. */
export function deriveKeys(secret: string): ServerKeys {
  const material = Buffer.from(secret, "base64");
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync("sha256", material, Buffer.alloc(0), `purser ${purpose} v1`, 32));
  return {
    cursor: createSecretKey(derive("cursor")),
    version: derive("version"),
    signIn: createSecretKey(derive("sign-in")),
    refresh: createSecretKey(derive("refresh")),
    challenge: createSecretKey(derive("challenge")),
    pseudonym: derive("pseudonym"),
    recordKey: createSecretKey(derive("record-key")),
    idempotency: derive("idempotency"),
  };
}
