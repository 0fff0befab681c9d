import { setTimeout as wait } from "node:timers/promises";
import { pino } from "pino";
import { readHealth } from "../../server/src/audit/health.ts";
import { startSealer } from "../../server/src/audit/seal/sealer.ts";
import type { SigningKey } from "../../server/src/config/signing-key.ts";
import { openDatabase } from "../../server/src/database/database.ts";
import type { ExplainedMeasurement } from "../report/measurement.ts";
import type { BenchLedger } from "./ledger.ts";

/** Changes a second, in operations of as many rows. */
const rate = 5_000;
const rowsEach = 100;
const aim = 3;

/** How old do rows become before they are sealed, while five thousand a second are written? */
export async function measureSealing(
  { ledger, change }: BenchLedger,
  url: string,
  key: SigningKey,
  seconds: number,
): Promise<ExplainedMeasurement> {
  const sealing = { isOn: true, heartbeatSeconds: 60, anchors: [], receiver: null };
  const sealer = startSealer({
    ledger: openDatabase({ url, connections: 1 }),
    keys: [key],
    ...sealing,
    anchors: [],
    log: pino({ level: "warn" }),
  });
  const began = performance.now();
  let [operations, worst] = [0, 0];
  const watching = new AbortController();
  const watch = (async () => {
    while (!watching.signal.aborted) {
      worst = Math.max(worst, (await readHealth(ledger, sealing)).lagSeconds);
      await wait(200, undefined, { signal: watching.signal }).catch(() => undefined);
    }
  })();
  for (; performance.now() - began < seconds * 1_000; operations += 1) {
    const first = 1 + ((operations * rowsEach) % 100_000);
    await change(
      `update orders set note = 'bench ${operations}' where id in (select id from orders where id >= ${first} order by id limit ${rowsEach})`,
    );
    const ahead = (operations * rowsEach * 1_000) / rate - (performance.now() - began);
    if (ahead > 0) await wait(ahead);
  }
  const reached = Math.round((operations * rowsEach * 1_000) / (performance.now() - began));
  watching.abort();
  await watch;
  await sealer.stop();
  return {
    measurement: {
      case: `sealing while ${reached} changes a second are written`,
      metric: "oldest unsealed row, seconds",
      value: worst,
      aim,
      better: "lower",
    },
    explanation: `${operations} operations of ${rowsEach} rows; ${rate} a second were wanted`,
  };
}
