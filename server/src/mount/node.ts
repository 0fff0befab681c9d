import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Purser } from "../purser.ts";

/** A listener for `node:http`: `createServer(mountInNode(purser))`. Who may reach it is up to that server. */
export function mountInNode(
  purser: Pick<Purser, "fetch">,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return getRequestListener((request, bindings) => purser.fetch(request, bindings), {
    // The process is the application's: its Request and Response stay as they are.
    overrideGlobalObjects: false,
  });
}
