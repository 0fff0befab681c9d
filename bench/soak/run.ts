import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { verify } from "../../server/src/audit/verify/verify.ts";
import type { VerifierKey } from "../../server/src/config/signing-key.ts";
import { startSecondVerifier } from "../../server/test/seal/second-verifier.ts";
import { exportToFile } from "../audit/export-file.ts";
import { newKey } from "../audit/new-key.ts";
import { say } from "../options.ts";
import { createChance } from "./chance.ts";
import { compareWithTable } from "./compare.ts";
import { openSoakDatabase } from "./database.ts";
import { tryMutations } from "./mutations.ts";
import { readSoakOptions } from "./options.ts";
import { sealSample } from "./sample.ts";
import { writeDisturbed } from "./write.ts";
import { writers } from "./writer.ts";

/** Is everything that was committed sealed exactly once, whatever dies meanwhile, and does any changed byte show? */

const options = readSoakOptions(process.argv.slice(2));
const signing = newKey();
const failures: string[] = [];
print(`seed ${options.seed}`);

const database = await openSoakDatabase();
try {
  const { ledger, folder } = database;
  await sealSample(ledger, signing.key);
  const sample = join(folder, "sample.jsonl");
  await exportToFile(ledger.ledger, signing.key, sample);

  say("writing");
  const written = await writeDisturbed(ledger, signing, options);
  print(
    `${writers} writers: ${written.committed} transactions committed with ${written.changes} changes, ${written.rolledBack} rolled back, ${written.refused} refused for a write that went with a savepoint, ${written.lost} lost with their connection; ${written.savepoints} savepoints, ${written.long} transactions of more than a second`,
    `${written.terminated} connections terminated, ${written.killed} sealers killed and replaced`,
  );

  say("exporting");
  const file = join(folder, "export.jsonl");
  const records = await exportToFile(ledger.ledger, signing.key, file);
  print(`export: ${records} records, ${(await stat(file)).size} bytes`);
  await verifyWithBoth(file, signing.key.verifier);
  const { committed, sealed, logged, differing } = await compareWithTable(file, ledger);
  print(
    `changes committed: ${committed}; changes sealed: ${sealed}; rows that differ: ${differing}`,
    `rows of the log: ${logged}; records sealed: ${records}`,
  );
  if (committed !== sealed || differing > 0) failures.push("committed and sealed changes differ");
  if (logged !== records)
    failures.push("the log has rows that are not sealed, or the other way round");
  if (committed < options.changes) failures.push("fewer changes were committed than asked for");

  say("changing bytes");
  await verifyWithBoth(sample, signing.key.verifier);
  const chance = createChance(options.seed);
  const report = await tryMutations(sample, signing.key.verifier, options.mutations, chance);
  const tried = [...report.tried].map(([kind, count]) => `${kind} ${count}`).sort();
  print(
    `changed bytes: ${options.mutations}, one at a time, in an export of ${report.bytes} bytes and ${report.lines} lines: ${tried.join(", ")}`,
    `not reported by both verifiers alike: ${report.misses.length}`,
  );
  failures.push(...report.misses);
} finally {
  await database.stop();
}
for (const failure of failures) print(`FAILED: ${failure}`);
print(failures.length === 0 ? "passed" : "failed");
process.exitCode = failures.length === 0 ? 0 : 1;

async function verifyWithBoth(file: string, key: VerifierKey): Promise<void> {
  const chunks = createReadStream(file, { highWaterMark: 1 << 20 });
  const first = await verify(chunks, { keys: [key], anchors: [] });
  const verifier = startSecondVerifier([key.text]);
  const second = await verifier.verify(file);
  await verifier.end();
  print(`first verifier: ${first.fault?.message ?? "ok"}; second: ${second.fault?.code ?? "ok"}`);
  if (first.fault || second.fault) failures.push("an export does not verify");
}

function print(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}
