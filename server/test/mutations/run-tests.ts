import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";

/** How each test ended, by its name within its groups. One whose preparations failed was skipped. */
export type TestResults = ReadonlyMap<string, string>;

const report = z.object({
  testResults: z.array(
    z.object({
      assertionResults: z.array(
        z.object({ ancestorTitles: z.array(z.string()), title: z.string(), status: z.string() }),
      ),
    }),
  ),
});

/** Runs one file's tests, or one of them, in a process of their own. No results where nothing could be run. */
export async function runTests(folder: string, file: string, name?: string): Promise<TestResults> {
  const output = join(folder, "results.json");
  await rm(output, { force: true });
  const vitest = join(folder, "node_modules/vitest/vitest.mjs");
  // Near enough: what is asked for is then found by its whole name.
  const only = name === undefined ? [] : ["--testNamePattern", name.replaceAll(/\W+/g, ".+")];
  const child = spawn(
    process.execPath,
    [vitest, "run", file, "--reporter=json", `--outputFile=${output}`, ...only],
    { cwd: folder, stdio: "ignore", env: { ...process.env, PURSER_MUTATIONS: "200" } },
  );
  await once(child, "close");
  const text = await readFile(output, "utf8").catch(() => null);
  if (text === null) return new Map();
  return new Map(
    report
      .parse(JSON.parse(text))
      .testResults.flatMap(({ assertionResults }) => assertionResults)
      .map(({ ancestorTitles, title, status }) => [[...ancestorTitles, title].join(" > "), status]),
  );
}
