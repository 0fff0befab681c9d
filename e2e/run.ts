import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { reportSkipped } from "../server/test/support/skipped.ts";
import { findChromium } from "./find-chromium.ts";
import { startDemo } from "./start-demo.ts";

// Ctrl-C reaches the browser and the demo by itself; here it must not get in the way of tidying up.
process.once("SIGINT", () => undefined);

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** Every journey through the console, in a real browser, against a demo of its own. Arguments go to Playwright. */
async function run(words: readonly string[]): Promise<number> {
  const chromium = findChromium();
  if (chromium === null) {
    const files = await readdir(join(import.meta.dirname, "journeys"));
    const names = files.map((file) => file.replace(".spec.ts", "")).toSorted();
    const missing = `Chromium (Debian: chromium): the browser journeys ${names.join(", ")}`;
    console.log(`Not run for want of ${missing}`);
    await reportSkipped(missing);
    return 0;
  }
  const demo = await startDemo();
  try {
    return await runJourneys(chromium, demo.origin, words);
  } finally {
    await demo.stop();
  }
}

async function runJourneys(
  chromium: string,
  origin: string,
  words: readonly string[],
): Promise<number> {
  const playwright = join(import.meta.dirname, "../node_modules/@playwright/test/cli.js");
  const journeys = spawn(process.execPath, [playwright, "test", ...words], {
    cwd: import.meta.dirname,
    env: { ...process.env, PURSER_CHROMIUM: chromium, PURSER_ORIGIN: origin },
    stdio: "inherit",
  });
  const [code] = await once(journeys, "exit");
  return typeof code === "number" ? code : 1;
}
