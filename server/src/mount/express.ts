import type { IncomingMessage, ServerResponse } from "node:http";
import type { Purser } from "../purser.ts";
import { mountInNode } from "./node.ts";

/**
 * Middleware for Express, Connect and NestJS that answers what is asked of the console's own host and leaves the rest
 * to the application: `app.use(mountInExpress(purser, "https://admin.example.com"))`, before any body parser.
 */
export function mountInExpress(
  purser: Pick<Purser, "fetch">,
  origin: string,
): (request: IncomingMessage, response: ServerResponse, next: () => void) => void {
  const { host } = new URL(origin);
  const answer = mountInNode(purser);
  return (request, response, next) => {
    if (request.headers.host === host) void answer(request, response);
    else next();
  };
}
