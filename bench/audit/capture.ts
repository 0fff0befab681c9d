import type { BenchLedger } from "./ledger.ts";

/** Runs `work` while the table is as it would be unarmed: PostgreSQL skips a disabled trigger before its condition. */
export async function withoutCapture<Result>(
  { admin }: BenchLedger,
  work: () => Promise<Result>,
): Promise<Result> {
  await admin.query("alter table orders disable trigger purser_capture");
  try {
    return await work();
  } finally {
    await admin.query("alter table orders enable always trigger purser_capture");
  }
}
