import type { IncomingMessage, ServerResponse } from "node:http";
import type { Purser } from "../purser.ts";
import { mountInNode } from "./node.ts";

/** What is needed of a Fastify instance. */
interface FastifyHooks {
  addHook(
    name: "onRequest",
    hook: (
      request: { readonly raw: IncomingMessage },
      reply: { readonly raw: ServerResponse; hijack(): unknown },
      done: () => void,
    ) => void,
  ): unknown;
}

/**
 * Answers what is asked of the console's own host, before Fastify reads a body or looks for a route, and leaves the
 * rest to the application: `mountInFastify(fastify, purser, "https://admin.example.com")`.
 */
export function mountInFastify(
  fastify: FastifyHooks,
  purser: Pick<Purser, "fetch">,
  origin: string,
): void {
  const { host } = new URL(origin);
  const answer = mountInNode(purser);
  fastify.addHook("onRequest", (request, reply, done) => {
    if (request.raw.headers.host !== host) return done();
    reply.hijack();
    void answer(request.raw, reply.raw);
  });
}
