import type { MiddlewareHandler } from "hono";

/** Puts headers on every answer that passes through, whether a route made it or a fault. */
export function putHeaders(headers: Readonly<Record<string, string>>): MiddlewareHandler {
  const entries = Object.entries(headers);
  return async (context, next) => {
    await next();
    for (const [name, value] of entries) context.res.headers.set(name, value);
  };
}
