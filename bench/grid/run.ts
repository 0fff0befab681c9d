import { openHarbour } from "../database/harbour.ts";
import { compare, measureLatency, measureThroughput, roundSeconds } from "../load/compare.ts";
import type { LoadJob } from "../load/job.ts";
import { readOptions, say } from "../options.ts";
import type { ExplainedMeasurement } from "../report/measurement.ts";
import { printReport } from "../report/print.ts";
import { findFreePort, startChildServer } from "../server/child-server.ts";
import { type Office, openOffice } from "../server/office.ts";
import { type GridCase, gridCases } from "./cases.ts";
import { checkSamePage } from "./same-page.ts";
import { type PageStart, walkTo } from "./walk.ts";

/** How much longer does a page take that is signed in to and audited than one from a bare server? */

const concurrencies = [1, 10];
const aims = { p50: 2, throughput: 0.5 };

const options = readOptions(process.argv.slice(2), 60);
const rounds = Math.max(
  1,
  Math.round(options.seconds / (gridCases.length * concurrencies.length * 2 * roundSeconds)),
);

/** What has been started, to be stopped in the opposite order. */
const running: { readonly stop: () => Promise<void> }[] = [];
try {
  const database = await openHarbour();
  running.push(database);
  const office = await openOffice(database, Math.max(...concurrencies));
  const reference = await startChildServer(
    new URL("./reference.ts", import.meta.url),
    await findFreePort(),
    { BENCH_DATABASE_URL: database.url },
  );
  running.push(office, reference);
  const report: ExplainedMeasurement[] = [];
  for (const gridCase of gridCases)
    report.push(...(await measure(gridCase, office, reference.origin)));
  printReport(report, options.json);
} finally {
  for (const each of running.toReversed()) await each.stop();
}

async function measure(
  gridCase: GridCase,
  office: Office,
  reference: string,
): Promise<readonly ExplainedMeasurement[]> {
  const starts = await Promise.all(
    office.people.map((cookie) => walkTo(office.origin, cookie, gridCase)),
  );
  const path = await checkSamePage(gridCase, office, starts, reference);
  const report: ExplainedMeasurement[] = [];
  for (const concurrency of concurrencies) {
    const name = `${gridCase.name}, ${concurrency} at a time`;
    say(`measuring: ${name}`);
    const jobs = {
      purser: readings(office.origin, office.people.slice(0, concurrency), (person) =>
        pathOf(starts, person),
      ),
      reference: readings(
        reference,
        Array.from({ length: concurrency }, () => ""),
        () => path,
      ),
    };
    const comparison = await compare(jobs, rounds);
    report.push(
      measureLatency(name, comparison, aims.p50),
      measureThroughput(name, comparison, aims.throughput),
    );
  }
  return report;
}

function pathOf(starts: readonly PageStart[], person: number): string {
  return starts[person]?.path ?? "";
}

function readings(
  origin: string,
  cookies: readonly string[],
  path: (person: number) => string,
): LoadJob {
  return {
    origin,
    connections: cookies.map((cookie, person) => ({
      cookie,
      requests: [{ method: "GET", path: path(person), body: null, version: null }],
    })),
  };
}
