import type { FieldShape } from "../contract/index.ts";
import { accept, type Parsed, type Parser, reject } from "./wire-parsed.ts";

/** PostgreSQL has no NUL in text, and UTF-8 has no lone surrogates. */
export function fromText(
  parse: (shape: FieldShape, text: string) => Parsed,
  otherwise = "must be text",
): Parser {
  return (shape, value) => {
    if (typeof value !== "string") return reject(otherwise);
    if (value.includes("\0")) return reject("must not contain the character NUL");
    if (!value.isWellFormed()) return reject("must be well-formed Unicode");
    return parse(shape, value);
  };
}

/** Lengths count characters, as PostgreSQL does: code points, not UTF-16 units. */
export function parseText(shape: FieldShape, text: string): Parsed {
  const { maxLength } = shape;
  if (maxLength !== undefined && text.length > maxLength && [...text].length > maxLength) {
    return reject(
      `must have at most ${maxLength === 1 ? "1 character" : `${maxLength} characters`}`,
    );
  }
  // PostgreSQL would cut it without a word.
  if (shape.type === "name" && Buffer.byteLength(text) > 63)
    return reject("must have at most 63 bytes");
  return accept(text);
}

export function parseEnum(shape: FieldShape, text: string): Parsed {
  return shape.options?.includes(text) ? accept(text) : reject("must be one of the listed options");
}

export function parseUuid(_: FieldShape, text: string): Parsed {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)
    ? accept(text)
    : reject("must be a UUID, such as 123e4567-e89b-42d3-a456-426614174000");
}

/**
 * What JSON.stringify escapes by number and jsonb can't hold: NUL, and surrogates without their other
 * half. An even number of backslashes before it is text that only looks like an escape.
 */
const unstorableEscape = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

/** JSON text (RFC 8259); it reaches PostgreSQL as it came. */
export function parseJson(shape: FieldShape, text: string): Parsed {
  try {
    const canonical = JSON.stringify(JSON.parse(text));
    if (shape.type === "jsonb" && unstorableEscape.test(canonical)) {
      return reject("must not contain the character NUL or half a surrogate pair");
    }
    return accept(text);
  } catch {
    // Also nested too deeply to be walked, which PostgreSQL's own parser would refuse.
    return reject("must be valid JSON");
  }
}
