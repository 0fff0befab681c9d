import type { Refusal } from "../contract/index.ts";
import { refuse } from "../contract/index.ts";
import { findJsonFault } from "../operation/json-fault.ts";
import { readBytes } from "./read-bytes.ts";

/** A record may hold a document of some megabytes. Only who has a session with two factors may send as much. */
const largestRecord = 16 * 1024 * 1024;

/** A request's JSON; undefined without a body. Refuses what is no JSON, too large, too deep, or says a thing twice. */
export async function readBody(
  request: Request,
  mostBytes = largestRecord,
): Promise<{ readonly json: unknown } | Refusal> {
  // In this order: under Node's server, asking for the body is what makes a whole `Request`.
  if (request.method === "GET" || request.body === null) return { json: undefined };
  const bytes = await readBytes(request, mostBytes);
  if (bytes === null) return refuse("body_too_large");
  if (bytes.length === 0) return { json: undefined };
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get("content-type") ?? ""))
    return refuse("unsupported_media_type");
  return parseJson(bytes);
}

function parseJson(bytes: Buffer): { readonly json: unknown } | Refusal {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return refuse("malformed_request", { detail: "The body is not UTF-8." });
  }
  const fault = findJsonFault(text);
  if (fault !== null) return refuse("malformed_request", { detail: `The body ${fault}.` });
  try {
    return { json: JSON.parse(text) };
  } catch {
    return refuse("malformed_request", { detail: "The body is not JSON." });
  }
}
