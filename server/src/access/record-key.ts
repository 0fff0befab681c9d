import { hash } from "node:crypto";
import { seal, unseal } from "../config/seal.ts";
import { decodeKey, encodeKey } from "../resource/key.ts";
import type { Grant } from "./grant.ts";

/** A record's key as it stands in an address; sealed, to be used and not to be read, where it is masked. */
export function keyTextOf({ resource, keySeal }: Grant, parts: readonly string[]): string {
  const text = encodeKey(parts);
  if (keySeal === null) return text;
  // The same key has the same address each time; no two keys share a nonce, since it is made from them.
  const nonce = hash(
    "sha256",
    keySeal.export().toString("base64") + resource.name + text,
    "buffer",
  );
  return seal(keySeal, text, resource.name, nonce.subarray(0, 12));
}

/** The components of a key, or null when it is none of this resource. */
export function readKeyText({ resource, keySeal }: Grant, text: string): readonly string[] | null {
  const opened = keySeal === null ? text : unseal(keySeal, text, resource.name);
  return opened === null ? null : decodeKey(opened, resource.key.length);
}
