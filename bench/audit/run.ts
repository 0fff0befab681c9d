import { generateKey, readSigningKey } from "../../server/src/config/signing-key.ts";
import { openHarbour } from "../database/harbour.ts";
import { readOptions, say } from "../options.ts";
import type { ExplainedMeasurement } from "../report/measurement.ts";
import { printReport } from "../report/print.ts";
import { measureBulk } from "./bulk.ts";
import { openLedger } from "./ledger.ts";
import { measureSealing } from "./sealing.ts";
import { measureVerification } from "./verification.ts";

/** What do capture, sealing and verification cost? */

const options = readOptions(process.argv.slice(2), 20);
const key = readSigningKey(generateKey("bench").secret);
if (!key) throw new Error("a new key cannot be read");

/** What has been started, to be stopped in the opposite order. */
const running: { readonly stop: () => Promise<void> }[] = [];
try {
  const database = await openHarbour();
  running.push(database);
  const ledger = await openLedger(database);
  running.push(ledger);
  const report: ExplainedMeasurement[] = [];
  say("measuring: sealing");
  const url = process.env.HARBOUR_DATABASE_URL ?? "";
  report.push(await measureSealing(ledger, url, key, options.seconds));
  say("measuring: a change of many rows");
  report.push(await measureBulk(ledger));
  say("measuring: verification");
  report.push(await measureVerification(ledger, key));
  printReport(report, options.json);
} finally {
  for (const each of running.toReversed()) await each.stop();
}
