import type { ExplainedMeasurement } from "../report/measurement.ts";
import type { BenchLedger } from "./ledger.ts";

const rows = 100_000;
const aim = 7;

/** How much longer does a change of many rows take that is captured than one that is not? */
export async function measureBulk({ admin, change }: BenchLedger): Promise<ExplainedMeasurement> {
  const update = (note: string) =>
    `update orders set note = '${note}' where id in (select id from orders order by id limit ${rows})`;
  const bare: number[] = [];
  const captured: number[] = [];
  // In turns, since each run leaves dead rows for the next.
  for (let round = 0; round < 2; round += 1) {
    const began = performance.now();
    await admin.query(update(`bare ${round}`));
    bare.push(performance.now() - began);
    captured.push(await change(update(`captured ${round}`)));
  }
  const [without, within] = [Math.min(...bare), Math.min(...captured)];
  return {
    measurement: {
      case: `update of ${rows} rows`,
      metric: "time with capture / without",
      value: Number((within / without).toFixed(2)),
      aim,
      better: "lower",
    },
    explanation: `${Math.round(within)} ms / ${Math.round(without)} ms`,
  };
}
