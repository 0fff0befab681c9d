import type { ExplainedMeasurement } from "../report/measurement.ts";
import { median } from "../report/median.ts";
import { withoutCapture } from "./capture.ts";
import { change } from "./change.ts";
import type { BenchLedger } from "./ledger.ts";

const rowCount = 100_000;
const rounds = 3;
const aim = 7;

/** How much longer does a change of many rows take that is captured than one that is not? */
export async function measureBulk(it: BenchLedger): Promise<ExplainedMeasurement> {
  const proof = await it.signIn();
  const update = (note: string) =>
    `update orders set note = '${note}' where id in (select id from orders order by id limit ${rowCount})`;
  const bare: number[] = [];
  const captured: number[] = [];
  // In turns, since each run leaves dead rows for the next.
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await withoutCapture(it, () => time(() => it.admin.query(update(`bare ${round}`)))));
    const statement = { text: update(`captured ${round}`), values: [] };
    captured.push(await time(() => change(it.ledger, proof, "orders", statement)));
  }
  const ratios = captured.map((milliseconds, round) => milliseconds / (bare[round] ?? 0));
  return {
    measurement: {
      case: `update of ${rowCount} rows, captured`,
      metric: "ratio_time",
      value: Number(median(ratios).toFixed(2)),
      aim,
      better: "lower",
    },
    explanation: `captured ${Math.round(median(captured))} ms, bare ${Math.round(median(bare))} ms`,
  };
}

/** Milliseconds. */
async function time(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
