import { setTimeout as wait } from "node:timers/promises";
import type { Logger } from "pino";
import type { DeliveryConfig } from "../config/config.ts";
import type { Database } from "../database/database.ts";
import { deliverNext } from "./delivery.ts";
import { deliverForever } from "./delivery-loop.ts";
import { webhook } from "./delivery-webhook.ts";
import type { Repetition } from "./repeat.ts";

/** Milliseconds that one request may take; a transaction is open meanwhile. */
const timeout = 30_000;

/** Delivers the sealed log to the webhook until it is stopped. `ledger` is a pool of its own, of two connections. */
export function startDelivery(ledger: Database, config: DeliveryConfig, log: Logger): Repetition {
  const end = new AbortController();
  const receiver = webhook({ ...config, timeout, signal: end.signal });
  const over = deliverForever({
    deliver: () => deliverNext(ledger, receiver),
    onFailure: (cause, milliseconds) =>
      log.warn({ err: cause, wait: milliseconds }, "the audit log could not be delivered"),
    onRecovery: () => log.warn("the audit log is delivered again"),
    signal: end.signal,
    pause: (milliseconds, signal) => wait(milliseconds, undefined, { signal, ref: false }),
  });
  return {
    stop: async () => {
      end.abort();
      await over;
      await ledger.end();
    },
  };
}
