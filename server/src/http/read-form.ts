import type { Refusal } from "../contract/index.ts";
import { refuse } from "../contract/index.ts";
import { readBytes } from "./read-bytes.ts";

/** An assertion with many attributes, encrypted and in base64. Anybody may send one. */
const mostBytes = 512 * 1024;

/** What a form posts (URL Standard, application/x-www-form-urlencoded). Refuses another type, and what is too large. */
export async function readForm(request: Request): Promise<URLSearchParams | Refusal> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type))
    return refuse("unsupported_media_type", { detail: "This takes a form." });
  const bytes = await readBytes(request, mostBytes);
  return bytes === null ? refuse("body_too_large") : new URLSearchParams(bytes.toString("utf8"));
}
