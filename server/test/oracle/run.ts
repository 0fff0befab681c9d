import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { eraseEmbeddedPostgres, startEmbeddedPostgres } from "../../src/database/embedded.ts";
import { perform } from "./perform.ts";

/** `npm run oracle [-- --cases 200000 --seed 1 --requests-per-world 60]` */
const { values } = parseArgs({
  options: {
    cases: { type: "string", default: "20000" },
    seed: { type: "string" },
    "requests-per-world": { type: "string", default: "60" },
  },
});
const cases = Number(values.cases);
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));

/** Nothing here outlives the run, so nothing waits for the disk. */
const flags = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"].flatMap((setting) => [
  "-c",
  setting,
]);
const folder = await mkdtemp(join(tmpdir(), "purser-oracle-"));
const postgres = await startEmbeddedPostgres({ folder: join(folder, "postgres"), flags });
console.log(`Seed ${seed}, ${cases} cases.`);
try {
  const started = performance.now();
  let announced = 0;
  const outcome = await perform({
    superuserUrl: postgres.url("postgres"),
    cases,
    seed,
    requestsPerWorld: Number(values["requests-per-world"]),
    onProgress: (tally) => {
      if (tally.cases - announced < 1_000) return;
      announced = tally.cases;
      console.log(`${tally.cases} cases, ${Math.round((performance.now() - started) / 1_000)} s`);
    },
  });
  const { tally, worlds, differing, failure } = outcome;
  if (failure !== null) console.log(failure);
  console.log(
    `${tally.cases} cases in ${worlds} worlds; ${((100 * tally.shown) / tally.cases).toFixed(1)} % allowed and not empty; the owner saw the twins differ in ${differing}; ${tally.channels} answers differed through declared channels.`,
  );
  console.log([...tally.operations].map(([name, count]) => `${name} ${count}`).join(", "));
  console.log(
    [...tally.codes]
      .toSorted()
      .map(([name, count]) => `${name} ${count}`)
      .join("; "),
  );
  process.exitCode = failure === null ? 0 : 1;
} finally {
  await postgres.stop();
  await eraseEmbeddedPostgres(join(folder, "postgres"));
  await rm(folder, { recursive: true, force: true });
}
