import { decodeTilde, encodeTilde } from "./tilde.ts";

/** A record's address: the primary key's components, as PostgreSQL's text and in the key's order. */
export function encodeKey(parts: readonly string[]): string {
  return parts.map(encodeTilde).join(",");
}

/** Undoes `encodeKey` of `count` components; null of anything that it would not have written. */
export function decodeKey(text: string, count: number): readonly string[] | null {
  const parts = text.split(",").map(decodeTilde);
  return parts.length === count && parts.every((part) => part !== null) ? parts : null;
}
