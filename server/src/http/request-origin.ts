import { randomUUID } from "node:crypto";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import type { RequestOrigin } from "../identity/principal.ts";
import { clientOf, type NetworkRule } from "../perimeter/network.ts";

/** The socket's peer, whatever headers say; null where there is none (in-process calls). */
export function peerOf(context: Context): string | null {
  return context.env && "incoming" in context.env
    ? (getConnInfo(context).remote.address ?? null)
    : null;
}

/** Tells where a request came from, as the perimeter judges it; the same for the whole request. */
export function readOrigins(rule: NetworkRule): (context: Context) => RequestOrigin {
  const origins = new WeakMap<Request, RequestOrigin>();
  return (context) => {
    const { raw } = context.req;
    const known = origins.get(raw);
    if (known) return known;
    const origin = {
      requestId: randomUUID(),
      address: clientOf(rule, { peer: peerOf(context), headers: raw.headers }).address,
      userAgent: context.req.header("user-agent")?.slice(0, 500) ?? null,
    };
    origins.set(raw, origin);
    return origin;
  };
}
