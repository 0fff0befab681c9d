import { openHarbour } from "../database/harbour.ts";
import { readOptions, say } from "../options.ts";
import type { ExplainedMeasurement } from "../report/measurement.ts";
import { printReport } from "../report/print.ts";
import { endChild } from "../server/end-child.ts";
import { measureApplication } from "./application.ts";
import { measureBulk } from "./bulk.ts";
import { openLedger } from "./ledger.ts";
import { newKey } from "./new-key.ts";
import { measureSealing } from "./sealing.ts";
import { measureSingle } from "./single.ts";
import { startSealerProcess } from "./start-sealer.ts";
import { measureVerification } from "./verification.ts";

/** What do capture, sealing and verification cost? */

const options = readOptions(process.argv.slice(2), 30);
const { key, secret } = newKey();

/** What has been started, to be stopped in the opposite order. */
const running: { readonly stop: () => Promise<void> }[] = [];
try {
  const database = await openHarbour();
  running.push(database);
  const url = new URL(database.url);
  url.username = "purser";
  Object.assign(process.env, { HARBOUR_DATABASE_URL: url.href });
  const { default: config } = await import("../../demo/purser.config.ts");
  const ledger = await openLedger({ adminUrl: database.url, config });
  running.push(ledger);
  const sealer = await startSealerProcess(ledger.url, secret);
  running.push({ stop: () => endChild(sealer) });
  const report: ExplainedMeasurement[] = [];
  say("measuring: changes of one row");
  report.push(await measureSingle(ledger, key, options.seconds / 2));
  say("measuring: sealing");
  report.push(...(await measureSealing(ledger, options.seconds / 2)));
  say("measuring: a change of many rows");
  report.push(await measureBulk(ledger));
  say("measuring: the application's own changes");
  report.push(await measureApplication(ledger));
  say("measuring: verification");
  report.push(await measureVerification(ledger, key));
  printReport(report, options.json);
} finally {
  for (const each of running.toReversed()) await each.stop();
}
