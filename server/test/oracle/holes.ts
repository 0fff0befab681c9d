import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import * as z from "zod";
import { makeCopy } from "../mutations/copy.ts";

/**
 * `npm run oracle:holes [-- seed]`: makes each hole on purpose in a copy of the repository, lets the oracle look for it
 * there, and writes what came of it to `holes.md`. Fails where one is not found.
 */
const holes = z
  .array(
    z.strictObject({ hole: z.string(), file: z.string(), find: z.string(), replace: z.string() }),
  )
  .parse(JSON.parse(await readFile(new URL("holes.json", import.meta.url), "utf8")));
const seed = process.argv[2] ?? "4";
const cases = 4_000;
const lines: string[] = [];
const copy = await makeCopy();
try {
  for (const { hole, ...mutation } of holes) {
    const putBack = await copy.replace(mutation);
    const found = putBack === null ? null : await look();
    await putBack?.();
    const verdict =
      putBack === null
        ? "not made: the code reads otherwise now"
        : (found ?? `not found in ${cases} cases`);
    lines.push(`| ${hole} | \`${mutation.file}\` | ${verdict} |`);
    console.log(`${hole}: ${verdict}`);
    process.exitCode ||= found === null ? 1 : 0;
  }
} finally {
  await copy.remove();
}
const head = `# Holes made on purpose\n\nWhat \`npm run oracle:holes\` found with seed ${seed}, written by it.\n\n| Hole | Made in | Found |\n| --- | --- | --- |\n`;
await writeFile(new URL("holes.md", import.meta.url), `${head}${lines.join("\n")}\n`);

/** Where the oracle found it; null where it did not. */
async function look(): Promise<string | null> {
  const words = ["-C", "development", "server/test/oracle/run.ts", "--seed", seed];
  try {
    await promisify(execFile)(process.execPath, [...words, "--cases", String(cases)], {
      cwd: copy.folder,
      maxBuffer: 64 * 1024 * 1024,
    });
    return null;
  } catch (error) {
    const { stdout } = z.object({ stdout: z.string() }).parse(error);
    const [, operation, how] =
      /^(\S+) \{.*\n(the model disagrees|the twin differs|the rows are not)/m.exec(stdout) ?? [];
    const [count] = /^\d+ cases in \d+ worlds/m.exec(stdout) ?? [];
    return operation === undefined ? null : `\`${operation}\`: ${how}, after ${count}`;
  }
}
