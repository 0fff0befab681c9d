import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";

// Vitest's tests and the browser journeys, all of both; then what could not run for want of a program, by name, and
// the sum. Where nobody is there to read that list, something missing is a failure.
const root = join(import.meta.dirname, "..");
const results = join(root, "test-results");
const vitestResults = join(results, "vitest.json");
const journeyResults = join(results, "journeys.json");

interface Tally {
  readonly passed: number;
  readonly failed: number;
}

const env = process.env.CI === "true" ? { ...process.env, PURSER_REQUIRE_ALL: "1" } : process.env;
for (const file of [vitestResults, journeyResults]) await rm(file, { force: true });
const codes = [
  await runNode([
    join(root, "node_modules/vitest/vitest.mjs"),
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${vitestResults}`,
  ]),
  await runNode([join(import.meta.dirname, "run.ts")]),
];

const skipped = (await readText(join(results, "skipped.txt")))?.trim() ?? "";
const tallies = [await readVitest(), await readJourneys()];
const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
const isGood = failed === 0 && codes.every((code) => code === 0);
if (skipped !== "") console.log(`\nNot run, for want of a program:\n${skipped}`);
// A run that broke before any test of it did is a failure to count as well.
console.log(`${passed} passed, ${isGood ? 0 : Math.max(1, failed)} failed`);
process.exitCode = isGood ? 0 : 1;

async function runNode(words: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, words, { cwd: root, env, stdio: "inherit" });
  const [code] = await once(child, "exit");
  return typeof code === "number" ? code : 1;
}

async function readVitest(): Promise<Tally> {
  const text = await readText(vitestResults);
  if (text === null) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests } = JSON.parse(text);
  return { passed: Number(numPassedTests), failed: Number(numFailedTests) };
}

/** Without a browser there is no file, and no failure either. */
async function readJourneys(): Promise<Tally> {
  const text = await readText(journeyResults);
  if (text === null) return { passed: 0, failed: 0 };
  const { expected, unexpected, flaky } = JSON.parse(text).stats;
  return { passed: Number(expected) + Number(flaky), failed: Number(unexpected) };
}

function readText(path: string): Promise<string | null> {
  return readFile(path, "utf8").catch(() => null);
}
