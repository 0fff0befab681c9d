import type { Logger } from "pino";
import type { Anchor } from "../../config/config.ts";
import type { SigningKey } from "../../config/signing-key.ts";
import type { Database } from "../../database/database.ts";
import { anchorNewest } from "../anchor/anchor-newest.ts";
import { repeat } from "./repeat.ts";
import { seal } from "./seal.ts";

export interface SealerOptions {
  /** A pool of its own, so that no request keeps sealing waiting. */
  readonly ledger: Database;
  readonly keys: readonly SigningKey[];
  readonly heartbeatSeconds: number;
  readonly anchors: readonly Anchor[];
  readonly log: Logger;
}

/** Milliseconds between two looks for something to seal, and between two looks at an anchor. */
const pause = 1_000;
/** Seconds that a checkpoint stands before the next: several processes share the work without repeating it. */
const least = 0.9;

/** Seals every second and anchors when it is due, until it is stopped; failures are logged when they begin and end. */
export function startSealer(options: SealerOptions): { readonly stop: () => Promise<void> } {
  const { ledger, keys, heartbeatSeconds, anchors, log } = options;
  const sealing = watch(log, "sealing");
  const repetitions = [
    repeat(
      pause,
      async () => {
        await seal(ledger, { keys, heartbeatSeconds, leastSeconds: least });
        sealing.succeeded();
      },
      sealing.failed,
    ),
    ...anchors.map((anchor) => {
      const anchoring = watch(log, `anchoring at ${anchor.name}`);
      return repeat(
        pause,
        async () => {
          if ((await anchorNewest(ledger, anchor)) === "conflict")
            log.error(
              { anchor: anchor.name },
              "the anchor holds a checkpoint that this log never had: the log is a fork, of a backup perhaps",
            );
          anchoring.succeeded();
        },
        anchoring.failed,
      );
    }),
  ];
  return {
    stop: async () => {
      await Promise.all(repetitions.map((each) => each.stop()));
      await ledger.end();
    },
  };
}

/** Says once that something fails, and once that it works again. */
function watch(log: Logger, what: string) {
  let isFailing = false;
  return {
    succeeded: () => {
      if (isFailing) log.warn(`${what} works again`);
      isFailing = false;
    },
    failed: (cause: unknown) => {
      if (!isFailing) log.warn({ err: cause }, `${what} fails; it is tried again every second`);
      isFailing = true;
    },
  };
}
