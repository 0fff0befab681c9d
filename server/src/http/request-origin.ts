import { randomUUID } from "node:crypto";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import type { RequestOrigin } from "../identity/principal.ts";

const origins = new WeakMap<Request, RequestOrigin>();

/** Where a request came from: the socket's peer, whatever headers say. The same for the whole request. */
export function originOf(context: Context): RequestOrigin {
  const known = origins.get(context.req.raw);
  if (known) return known;
  const origin = {
    requestId: randomUUID(),
    address:
      context.env && "incoming" in context.env
        ? (getConnInfo(context).remote.address ?? null)
        : null,
    userAgent: context.req.header("user-agent")?.slice(0, 500) ?? null,
  };
  origins.set(context.req.raw, origin);
  return origin;
}
