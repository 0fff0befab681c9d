/** The bytes of standard base64 (RFC 4648, 4); null unless it is written in the one way that those bytes have. */
export function readBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : null;
}

/** A SHA-256 in base64; null where it is none. */
export function readHash(text: unknown): Buffer | null {
  const bytes = typeof text === "string" ? readBase64(text) : null;
  return bytes?.length === 32 ? bytes : null;
}
