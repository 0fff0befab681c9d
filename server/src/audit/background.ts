import type { Logger } from "pino";
import type { PurserConfig } from "../config/config.ts";
import { signingKeys } from "../config/signing-key.ts";
import type { Database } from "../database/database.ts";
import { openDatabase } from "../database/database.ts";
import { startDelivery } from "./delivery-start.ts";
import { webhookName } from "./delivery-webhook.ts";
import type { Sealing } from "./health.ts";
import type { Repetition } from "./repeat.ts";
import { keepMonths } from "./retention.ts";
import { startSealer } from "./seal/sealer.ts";

/** What the log needs done without anybody asking: sealing, delivery, its months. Each does nothing where it is not set up. */
export function startBackground(
  config: PurserConfig,
  ledger: Database,
  newId: () => string,
  log: Logger,
): Repetition {
  const work = [
    sealLog(config, log),
    deliverLog(config, log),
    keepMonths({
      ledger,
      newId,
      every: upkeepInterval,
      onFailure: (cause) => log.error({ err: cause }, "the months of the log were not kept up"),
    }),
  ];
  return { stop: async () => void (await Promise.all(work.map((each) => each?.stop()))) };
}

/** Milliseconds between two looks at the months of the log. */
const upkeepInterval = 3_600_000;
export const unsealedNotice =
  "The audit log is not sealed: make a key with `purser audit keygen` and name it in `audit.signingKey`.";

/** What the health page says of sealing and delivery. */
export function sealingOf({ audit }: PurserConfig): Sealing {
  return {
    isOn: audit?.signingKey !== undefined,
    heartbeatSeconds: audit?.heartbeatSeconds ?? 60,
    anchors: audit?.anchors ?? [],
    receiver: audit?.delivery ? webhookName : null,
  };
}

/** Gives the sealed log to another system from now on; null where there is none. */
function deliverLog({ database, audit }: PurserConfig, log: Logger): Repetition | null {
  if (!audit?.delivery) return null;
  // One for what is read, one to note what was taken.
  const ledger = openDatabase({ url: database.ledgerUrl ?? database.url, connections: 2 });
  return startDelivery(ledger, audit.delivery, log);
}

/** Seals the log from now on; null without a key. */
function sealLog(config: PurserConfig, log: Logger): { readonly stop: () => Promise<void> } | null {
  const { database, audit } = config;
  const keys = signingKeys(config);
  if (keys.length === 0) {
    log.warn(unsealedNotice);
    return null;
  }
  const anchors = audit?.anchors ?? [];
  return startSealer({
    ledger: openDatabase({
      url: database.ledgerUrl ?? database.url,
      connections: 1 + anchors.length,
    }),
    keys,
    heartbeatSeconds: sealingOf(config).heartbeatSeconds,
    anchors,
    log,
  });
}
