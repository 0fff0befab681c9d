import { createServer } from "node:https";
import type { ServerType } from "@hono/node-server";
import { serve } from "@hono/node-server";
import type { Hono } from "hono";
import type { PerimeterConfig } from "../config/perimeter.ts";
import type { ConfigProblem } from "../config/problem.ts";
import { StartError } from "../config/start-error.ts";

/** A server that listens when told to. */
export interface Listener {
  /** Rejects with a `StartError` where it may not listen, and with the system's error where it cannot. */
  readonly start: (options: {
    readonly port: number;
    readonly host?: string;
  }) => Promise<{ readonly url: string }>;
  /** Takes no more requests, waits a while for those under way, and cuts off whoever takes longer. */
  readonly stop: () => Promise<void>;
}

/** Milliseconds that a stop waits: an export has no end for as long as its reader pleases. */
const patience = 5_000;

/** Serves an app over HTTP, or with `tls` over HTTPS; `check` says what stands against listening on a host. */
export function createListener(
  app: Hono,
  check: (host: string) => Promise<readonly ConfigProblem[]>,
  tls?: PerimeterConfig["tls"],
): Listener {
  let server: ServerType | null = null;
  return {
    start: async ({ port, host = "127.0.0.1" }) => {
      const problems = await check(host);
      if (problems.length > 0) throw new StartError(problems);
      return new Promise((resolve, reject) => {
        server = serve(
          {
            fetch: app.fetch,
            port,
            hostname: host,
            ...(tls && {
              createServer,
              serverOptions: { cert: tls.certificate, key: tls.key },
            }),
          },
          (info) => resolve({ url: `${tls ? "https" : "http"}://${inUrl(host)}:${info.port}` }),
        );
        server.on("error", reject);
      });
    },
    stop: async () => {
      const listening = server;
      server = null;
      if (listening === null) return;
      const cut = setTimeout(() => {
        if ("closeAllConnections" in listening) listening.closeAllConnections();
      }, patience);
      await new Promise((resolve) => listening.close(resolve));
      clearTimeout(cut);
    },
  };
}

function inUrl(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
