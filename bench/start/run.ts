import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { eraseEmbeddedPostgres } from "../../server/src/database/embedded.ts";
import { readOptions, say } from "../options.ts";
import type { ExplainedMeasurement, Measurement } from "../report/measurement.ts";
import { printReport } from "../report/print.ts";
import { findFreePort } from "../server/child-server.ts";

/** How long does somebody wait who types `npm start`: the first time, and later? */

const root = fileURLToPath(new URL("../..", import.meta.url));
const consolePage = join(root, "server/dist/web/index.html");
const first = { metric: "first_start_seconds", aim: 25, better: "lower" } as const;
const later = { metric: "later_start_seconds", aim: 4, better: "lower" } as const;

const options = readOptions(process.argv.slice(2), 60);
const folder = await mkdtemp(join(tmpdir(), "purser-bench-"));
try {
  // The demo builds the console when a source is newer than what was built; nothing is as old as this.
  await utimes(consolePage, 0, 0).catch(() => undefined);
  const report = [
    await measure({ case: "console not yet built", ...first }),
    await measure({ case: "console already built", ...first }, "--fresh"),
    await measure({ case: "console already built", ...later }),
  ];
  printReport(report, options.json);
} finally {
  await eraseEmbeddedPostgres(join(folder, "postgres"));
  await rm(folder, { recursive: true, force: true });
}

async function measure(
  measurement: Omit<Measurement, "value">,
  ...words: readonly string[]
): Promise<ExplainedMeasurement> {
  say(`measuring: ${measurement.metric}, ${measurement.case}`);
  const port = await findFreePort();
  const started = performance.now();
  const demo = spawn(
    process.execPath,
    [
      ...["-C", "development", join(root, "demo/start.ts")],
      ...["--folder", folder, "--port", String(port), ...words],
    ],
    { stdio: ["ignore", "pipe", 2] },
  );
  try {
    await untilOpen(demo);
    await answers(`http://localhost:${port}/`);
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    return {
      measurement: { ...measurement, value: seconds },
      explanation: "until the console's page is served",
    };
  } finally {
    const ended = once(demo, "exit");
    demo.kill("SIGTERM");
    await ended;
  }
}

/** Resolves when the demo says that it is open. */
async function untilOpen(demo: ChildProcess): Promise<void> {
  if (demo.stdout === null) throw new Error("the demo has no output");
  for await (const line of createInterface({ input: demo.stdout })) {
    if (line.includes(" is open at ")) return;
  }
  throw new Error("The demo ended before it was open.");
}

async function answers(address: string): Promise<void> {
  const answer = await fetch(address);
  if (answer.status !== 200) throw new Error(`${address} was answered with ${answer.status}.`);
}
