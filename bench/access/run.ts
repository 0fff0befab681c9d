import { openHarbour } from "../database/harbour.ts";
import { readOptions, say } from "../options.ts";
import type { ExplainedMeasurement } from "../report/measurement.ts";
import { printReport } from "../report/print.ts";
import { measurePage } from "./page.ts";
import { measureResources } from "./resources.ts";

/** What do row rules and masks cost? */

const options = readOptions(process.argv.slice(2), 20);
const database = await openHarbour();
try {
  const report: ExplainedMeasurement[] = [];
  say("measuring: a grid page");
  report.push(await measurePage(database, options.seconds));
  say("measuring: a thousand resources");
  report.push(await measureResources(database));
  printReport(report, options.json);
} finally {
  await database.stop();
}
