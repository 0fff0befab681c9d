import { openHarbour } from "../database/harbour.ts";
import { readOptions, say } from "../options.ts";
import { printReport } from "../report/print.ts";
import { measureRequests } from "./requests.ts";
import { measureSignIns } from "./sign-ins.ts";

/** What do knowing who asks and judging from where cost, and do all come in who come at once? */

const options = readOptions(process.argv.slice(2), 20);
const database = await openHarbour();
try {
  say("measuring: requests, with and without identity and perimeter");
  const requests = await measureRequests(database, options.seconds);
  say("measuring: sign-ins at once");
  printReport([...requests, await measureSignIns(database)], options.json);
} finally {
  await database.stop();
}
