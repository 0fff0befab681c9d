import type { DeliveryConfig } from "../config/config.ts";
import type { Receiver } from "./delivery.ts";

export interface WebhookOptions extends DeliveryConfig {
  /** Milliseconds that one request may take. */
  readonly timeout: number;
  /** Aborts what is under way. */
  readonly signal: AbortSignal;
}

const defaultBatch = 1_000;

/** Name of the webhook in the ledger. */
export const webhookName = "webhook";

/** A web address that is sent the lines by POST; any 2xx says that it has them. */
export function webhook({ url, headers, batch, timeout, signal }: WebhookOptions): Receiver {
  return {
    name: webhookName,
    batch: batch ?? defaultBatch,
    take: async (lines) => {
      const response = await fetch(url, {
        method: "POST",
        headers: { ...headers, "content-type": "application/jsonl; charset=utf-8" },
        body: lines,
        // The headers may hold what proves who we are: they go nowhere else.
        redirect: "error",
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]),
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`the webhook answered ${response.status}`);
    },
  };
}
