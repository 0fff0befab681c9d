import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { seal } from "../../server/src/audit/seal/seal.ts";
import { verify } from "../../server/src/audit/verify/verify.ts";
import type { SigningKey } from "../../server/src/config/signing-key.ts";
import { benchFolder } from "../database/harbour.ts";
import type { ExplainedMeasurement } from "../report/measurement.ts";
import { exportToFile } from "./export-file.ts";
import type { BenchLedger } from "./ledger.ts";

/** Fewer say little about a log of years. */
const least = 200_000;
const aim = 50_000;

/** How many records does the verifier take in a second of one core? */
export async function measureVerification(
  { ledger }: BenchLedger,
  key: SigningKey,
): Promise<ExplainedMeasurement> {
  await seal(ledger, { keys: [key], heartbeatSeconds: 60, leastSeconds: 0 });
  const file = join(benchFolder, "export.jsonl");
  const records = await exportToFile(ledger, key, file);
  const began = process.cpuUsage();
  const chunks = createReadStream(file, { highWaterMark: 1 << 20 });
  const { fault } = await verify(chunks, { keys: [key.verifier], anchors: [] });
  const { user, system } = process.cpuUsage(began);
  const seconds = (user + system) / 1e6;
  await rm(file);
  if (fault) throw new Error(`the export does not verify: ${fault.message}`);
  if (records < least) throw new Error(`${records} records are too few to measure with`);
  return {
    measurement: {
      case: "verification of an export",
      metric: "rows_per_second",
      value: Math.round(records / seconds),
      aim,
      better: "higher",
    },
    explanation: `${records} records in ${seconds.toFixed(1)} s of processor time`,
  };
}
