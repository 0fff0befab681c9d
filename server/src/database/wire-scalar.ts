import type { FieldShape } from "../contract/index.ts";
import { accept, type Parsed, reject } from "./wire-parsed.ts";

export function parseBoolean(_: FieldShape, value: unknown): Parsed {
  return typeof value === "boolean" ? accept(String(value)) : reject("must be true or false");
}

export function parseBinary(_: FieldShape, text: string): Parsed {
  const bytes = Buffer.from(text, "base64");
  // Decoding skips what isn't base64; only the canonical form comes back as it was.
  return bytes.toString("base64") === text
    ? accept(`\\x${bytes.toString("hex")}`)
    : reject("must be base64");
}
