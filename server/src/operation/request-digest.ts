import { hash } from "node:crypto";
import { canonicalJson } from "../config/canonical-json.ts";
import type { RawInput } from "./operation.ts";

/**
 * Names one request, for the passkey that is to confirm it: sha256 in base64url over the canonical JSON of operation,
 * path, query, `If-Match`, roles looked through and body. Whatever of it changes what is done is in it.
 */
export function digestRequest(
  operation: string,
  { path, query, headers, body = null }: RawInput,
  viewAs: readonly string[] | null,
): string {
  const request = [operation, path, query, headers["if-match"] ?? null, viewAs, body];
  return hash("sha256", canonicalJson(request), "base64url");
}
