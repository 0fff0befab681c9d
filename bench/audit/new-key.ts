import {
  generateKey,
  readSigningKey,
  type SigningKey,
} from "../../server/src/config/signing-key.ts";

/** A signing key, and its text for another process. */
export interface NewKey {
  readonly key: SigningKey;
  readonly secret: string;
}

export function newKey(): NewKey {
  const { secret } = generateKey("bench/audit");
  const key = readSigningKey(secret);
  if (!key) throw new Error("a new key cannot be read");
  return { key, secret };
}
