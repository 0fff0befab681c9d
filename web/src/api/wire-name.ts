import type { Sort, WireValue } from "purser/contract";

const plain = /^[A-Za-z0-9_-]$/;

/** A name or key component as it stands in addresses: every byte outside `A-Za-z0-9_-` as `~hh`. */
export function printName(name: string): string {
  let text = "";
  for (const byte of new TextEncoder().encode(name)) {
    const character = String.fromCharCode(byte);
    text += plain.test(character) ? character : `~${byte.toString(16).padStart(2, "0")}`;
  }
  return text;
}

/** The inverse of `printName`; what is no `~hh` stays as it is. */
export function parseName(text: string): string {
  const bytes: number[] = [];
  const pattern = /~([0-9a-f]{2})|([^~]+|~)/g;
  for (const [, hex, rest] of text.matchAll(pattern)) {
    if (hex === undefined) bytes.push(...new TextEncoder().encode(rest));
    else bytes.push(Number.parseInt(hex, 16));
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}

/** `-created_at`: a leading minus means descending, so a name's own is escaped. */
export function printSort(sort: Sort): string {
  const name = printName(sort.field).replace(/^-/, "~2d");
  return sort.direction === "desc" ? `-${name}` : name;
}

export function parseSort(text: string): Sort {
  return text.startsWith("-")
    ? { field: parseName(text.slice(1)), direction: "desc" }
    : { field: parseName(text), direction: "asc" };
}

/** The key of the record with these key components, in order; null when one is null or not a scalar. */
export function printKey(components: readonly (WireValue | undefined)[]): string | null {
  const parts: string[] = [];
  for (const component of components) {
    if (component === null || component === undefined || typeof component === "object") return null;
    parts.push(printName(String(component)));
  }
  return parts.length === 0 ? null : parts.join(",");
}
