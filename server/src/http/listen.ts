import type { ServerType } from "@hono/node-server";
import { serve } from "@hono/node-server";
import type { Hono } from "hono";
import { StartError } from "../config/start-error.ts";
import { refuseListenAddress } from "../perimeter/listen-address.ts";

/** A server that listens when told to. */
export interface Listener {
  /** Rejects with a `StartError` where it may not listen, and with the system's error where it cannot. */
  readonly start: (options: {
    readonly port: number;
    readonly host?: string;
  }) => Promise<{ readonly url: string }>;
  /** Takes no more requests and waits for those under way. */
  readonly stop: () => Promise<void>;
}

/** Serves an app over HTTP on this machine. */
export function createListener(app: Hono): Listener {
  let server: ServerType | null = null;
  return {
    start: ({ port, host = "127.0.0.1" }) => {
      const refusal = refuseListenAddress(host);
      if (refusal !== null)
        return Promise.reject(
          new StartError([
            { id: "public_address", path: "host", message: refusal, hint: "Leave the host out." },
          ]),
        );
      return new Promise((resolve, reject) => {
        server = serve({ fetch: app.fetch, port, hostname: host }, (info) =>
          resolve({ url: `http://${host}:${info.port}` }),
        );
        server.on("error", reject);
      });
    },
    stop: async () => {
      const listening = server;
      server = null;
      if (listening) await new Promise((resolve) => listening.close(resolve));
    },
  };
}
