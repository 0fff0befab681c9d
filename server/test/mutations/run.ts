import { writeFile } from "node:fs/promises";
import { makeCopy } from "./copy.ts";
import { mutations } from "./mutations.ts";
import { mutationsFile, mutationsPage } from "./page.ts";
import { runTests, type TestResults } from "./run-tests.ts";

/** `npm run mutations [-- W5 L4]`: every mutation in turn, in a copy; fails unless its test did, and passes without it. */
const wanted = process.argv.slice(2);
const chosen = mutations.filter(
  ({ threat }) => wanted.length === 0 || wanted.some((name) => name === threat),
);
const copy = await makeCopy();
let survivors = 0;
try {
  const untouched = await runAll();
  for (const mutation of chosen) {
    const { threat, file, find, test } = mutation;
    const verdict =
      untouched.get(test.file)?.get(test.name) === "passed"
        ? await judge()
        : "its test does not pass before anything is changed";
    if (verdict !== null) survivors += 1;
    console.log(`${threat} ${verdict === null ? "noticed" : `NOT NOTICED: ${verdict}`}: ${file}: ${find.trim()}`);

    async function judge(): Promise<string | null> {
      const putBack = await copy.replace(mutation);
      if (putBack === null) return "what is to be replaced does not stand there exactly once";
      const results = await runTests(copy.folder, test.file, [test.name]);
      await putBack();
      return results.get(test.name) === "failed" ? null : "its test did not fail";
    }
  }
} finally {
  await copy.remove();
}
await writeFile(mutationsFile, mutationsPage());
console.log(`${chosen.length - survivors} of ${chosen.length} mutations were noticed`);
process.exitCode = survivors === 0 ? 0 : 1;
