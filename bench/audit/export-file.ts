import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { beginExport, continueExport } from "../../server/src/audit/export/export.ts";
import { planExport } from "../../server/src/audit/export/plan-export.ts";
import type { SigningKey } from "../../server/src/config/signing-key.ts";
import type { Database } from "../../server/src/database/database.ts";

/** Exports the whole log to a file; answers how many records that were. */
export async function exportToFile(
  ledger: Database,
  key: SigningKey,
  file: string,
): Promise<number> {
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
  return progress.records;
}
