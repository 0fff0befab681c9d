import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { beginExport, continueExport } from "../../server/src/audit/export/export.ts";
import { planExport } from "../../server/src/audit/export/plan-export.ts";
import { seal } from "../../server/src/audit/seal/seal.ts";
import { verify } from "../../server/src/audit/verify/verify.ts";
import type { SigningKey } from "../../server/src/config/signing-key.ts";
import { benchFolder } from "../database/harbour.ts";
import type { ExplainedMeasurement } from "../report/measurement.ts";
import type { BenchLedger } from "./ledger.ts";

const aim = 50_000;

/** How many records does the verifier take in a second of one core? */
export async function measureVerification(
  { ledger }: BenchLedger,
  key: SigningKey,
): Promise<ExplainedMeasurement> {
  await seal(ledger, { keys: [key], heartbeatSeconds: 60, leastSeconds: 0 });
  const file = join(benchFolder, "export.jsonl");
  const range = { tree: null, from: null, to: null };
  const plan = await planExport(ledger, range, [key], 60);
  const stream = createWriteStream(file);
  const write = async (text: string) => {
    if (!stream.write(text)) await once(stream, "drain");
  };
  const progress = await beginExport(plan.header, key, write);
  await continueExport(ledger, plan, key, progress, write);
  stream.end();
  await once(stream, "close");
  const began = process.cpuUsage();
  const chunks = createReadStream(file, { highWaterMark: 1 << 20 });
  const { fault } = await verify(chunks, { keys: [key.verifier], anchors: [] });
  const { user, system } = process.cpuUsage(began);
  const seconds = (user + system) / 1e6;
  await rm(file);
  if (fault) throw new Error(`the export does not verify: ${fault.message}`);
  return {
    measurement: {
      case: "verification",
      metric: "records a second",
      value: Math.round(progress.records / seconds),
      aim,
      better: "higher",
    },
    explanation: `${progress.records} records in ${seconds.toFixed(1)} s of processor time`,
  };
}
