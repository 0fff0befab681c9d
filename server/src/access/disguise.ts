import { hash } from "node:crypto";
import type { Mask } from "../config/mask.ts";
import type { Field, Resource } from "../resource/resource.ts";

/** Turns a column's text into what stands for it. Whether there is a value at all is no secret of any mask. */
export type Disguise = (text: string) => string;

const dots = "•••";

/** Pseudonyms that are kept at hand, of one field. */
const mostKept = 10_000;

/** What a mask makes of a field's values. `key` is the deployment's key of pseudonyms. */
export function disguiseOf(mask: Mask, resource: Resource, field: Field, key: Buffer): Disguise {
  const disguise = maskOf(mask, resource, field, key);
  return (text) => disguise(spell(field, text));
}

/** One spelling of a value: rows are captured by a cast to text, which prints some types otherwise than a query does. */
function spell({ shape: { kind, type } }: Field, text: string): string {
  if (kind === "boolean") return text === "t" || text === "true" ? "true" : "false";
  if (type === "inet") return text.replace(text.includes(":") ? /\/128$/ : /\/32$/, "");
  return /^character\(/.test(type) ? text.trimEnd() : text;
}

function maskOf(mask: Mask, { table }: Resource, field: Field, key: Buffer): Disguise {
  if (typeof mask === "object") return () => mask.fixed;
  switch (mask) {
    case "pseudonym":
      return pseudonyms(key, [table.schema, table.name, field.name]);
    case "lastFour":
      // Of a short value, four characters would be most of it.
      return (text) => (text.length >= 8 ? dots + text.slice(-4) : dots);
    case "emailDomain":
      return (text) => dots + (/@[^@\s]+$/.exec(text)?.[0] ?? "");
    case "year":
      return (text) => {
        const [, year, era = ""] = /^(\d{4,})-\d\d-\d\d[^B]*( BC)?$/.exec(text) ?? [];
        return year === undefined ? dots : year + era;
      };
    case "firstTwo":
      return (text) => (text.length >= 4 ? text.slice(0, 2) + dots : dots);
  }
}

/**
 * The same for the same value of one field; nobody without the key can test a guess, or tell that two fields hold the
 * same. SHA-512/256 with the key in front is not open to extension (NIST SP 800-107, 5.1), and sixty bits of it keep two
 * of a billion values apart.
 */
function pseudonyms(key: Buffer, field: readonly string[]): Disguise {
  // JSON ends by itself, so nothing can pass from here into the value.
  const start = key.toString("base64") + JSON.stringify(field);
  const kept = new Map<string, string>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const bits = BigInt(`0x${hash("sha512-256", start + text, "hex").slice(0, 15)}`);
    const pseudonym = bits.toString(32).padStart(12, "0");
    if (kept.size >= mostKept) kept.clear();
    // A long value is not worth its place.
    if (text.length <= 200) kept.set(text, pseudonym);
    return pseudonym;
  };
}
