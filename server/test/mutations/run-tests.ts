import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";

/** How each test ended, by its full name; those that were not asked for were skipped. */
export type TestResults = ReadonlyMap<string, string>;

const report = z.object({
  testResults: z.array(
    z.object({
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** Runs tests of one file by their names, in a process of their own. No results where nothing could be run. */
export async function runTests(
  folder: string,
  file: string,
  names: readonly string[],
): Promise<TestResults> {
  const output = join(folder, "results.json");
  await rm(output, { force: true });
  const vitest = join(folder, "node_modules/vitest/vitest.mjs");
  const pattern = `^(${names.map((name) => RegExp.escape(name)).join("|")})$`;
  const options = ["--reporter=json", `--outputFile=${output}`, "--testNamePattern", pattern];
  const child = spawn(process.execPath, [vitest, "run", file, ...options], {
    cwd: folder,
    stdio: "ignore",
    env: { ...process.env, PURSER_MUTATIONS: "200" },
  });
  await once(child, "close");
  const text = await readFile(output, "utf8").catch(() => null);
  if (text === null) return new Map();
  const { testResults } = report.parse(JSON.parse(text));
  return new Map(
    testResults.flatMap(({ assertionResults }) =>
      assertionResults.map(({ fullName, status }) => [fullName, status] as const),
    ),
  );
}
