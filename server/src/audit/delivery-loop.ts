import type { Delivered } from "./delivery.ts";

export interface DeliveryLoopOptions {
  readonly deliver: () => Promise<Delivered>;
  /** Told of each failure and how long it waits after it, in milliseconds. */
  readonly onFailure: (cause: unknown, wait: number) => void;
  /** Told when it works again. */
  readonly onRecovery: () => void;
  /** Ends the loop. */
  readonly signal: AbortSignal;
  /** Resolves after so many milliseconds; rejects when `signal` aborts. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

const shortest = 1_000;
const longest = 300_000;

/** Delivers until the signal says stop: at once while there is more, else every second, and after failures ever more slowly. */
export async function deliverForever(options: DeliveryLoopOptions): Promise<void> {
  const { deliver, onFailure, onRecovery, signal, pause } = options;
  let failures = 0;
  while (!signal.aborted) {
    let wait = shortest;
    try {
      if ((await deliver()) === "delivered") wait = 0;
      if (failures > 0) onRecovery();
      failures = 0;
    } catch (cause) {
      if (signal.aborted) return;
      wait = Math.min(longest, shortest * 2 ** failures);
      failures += 1;
      onFailure(cause, wait);
    }
    if (wait > 0) await pause(wait, signal).catch(() => {});
  }
}
