import { openHarbour } from "../database/harbour.ts";
import { compare, measureLatency, roundSeconds } from "../load/compare.ts";
import type { LoadJob } from "../load/job.ts";
import { readOptions, say } from "../options.ts";
import type { ExplainedMeasurement } from "../report/measurement.ts";
import { printReport } from "../report/print.ts";
import { findFreePort, startChildServer } from "../server/child-server.ts";
import { openOffice } from "../server/office.ts";
import { type OrderToChange, readOrders } from "./orders.ts";

/** How much longer does a change take that is checked against its version and audited than a bare update? */

const concurrencies = [1, 10];
const aim = 4;
const ordersEach = 1_000;
const body = JSON.stringify({ values: { note: "Please leave it at the gate." } });

const options = readOptions(process.argv.slice(2), 30);
const rounds = Math.max(1, Math.round(options.seconds / (concurrencies.length * 2 * roundSeconds)));

/** What has been started, to be stopped in the opposite order. */
const running: { readonly stop: () => Promise<void> }[] = [];
try {
  const database = await openHarbour();
  running.push(database);
  const most = Math.max(...concurrencies);
  const office = await openOffice(database, most);
  const reference = await startChildServer(
    new URL("./reference.ts", import.meta.url),
    await findFreePort(),
    { BENCH_DATABASE_URL: database.url },
  );
  running.push(office, reference);
  const report: ExplainedMeasurement[] = [];
  for (const concurrency of concurrencies) {
    const name = `update of one order, ${concurrency} at a time`;
    say(`measuring: ${name}`);
    const people = office.people.slice(0, concurrency);
    // Half of them for each side: what one writes would make the other's versions stale.
    const orders = await readOrders(office, 2 * ordersEach * concurrency);
    const half = orders.length / 2;
    const jobs = {
      purser: changes(
        office.origin,
        people,
        orders.slice(0, half),
        "/api/resources/orders/records/",
      ),
      reference: changes(reference.origin, people, orders.slice(half), "/orders/"),
    };
    report.push(measureLatency(name, await compare(jobs, rounds), aim));
  }
  printReport(report, options.json);
} finally {
  for (const each of running.toReversed()) await each.stop();
}

/** Everybody has orders of their own, so that nobody's version goes stale by another's change. */
function changes(
  origin: string,
  cookies: readonly string[],
  orders: readonly OrderToChange[],
  path: string,
): LoadJob {
  return {
    origin,
    connections: cookies.map((cookie, person) => ({
      cookie,
      requests: orders
        .slice(person * ordersEach, (person + 1) * ordersEach)
        .map(({ key, version }) => ({ method: "PATCH", path: path + key, body, version })),
    })),
  };
}
