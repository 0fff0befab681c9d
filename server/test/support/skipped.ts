import { appendFile, mkdir, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/** What could not run for want of a program, one a line, for whoever ends the test command to print. */
const skippedFile = resolve(import.meta.dirname, "../../../test-results/skipped.txt");

export async function clearSkipped(): Promise<void> {
  await rm(skippedFile, { force: true });
}

/** Where everything must run (`PURSER_REQUIRE_ALL=1`), that something could not is a failure. */
export async function reportSkipped(what: string): Promise<void> {
  if (process.env.PURSER_REQUIRE_ALL === "1") throw new Error(`Missing: ${what}`);
  await mkdir(dirname(skippedFile), { recursive: true });
  await appendFile(skippedFile, `${what}\n`);
}
