import type { ExplainedMeasurement } from "../report/measurement.ts";
import { median } from "../report/median.ts";
import { withoutCapture } from "./capture.ts";
import type { BenchLedger } from "./ledger.ts";

/** Enough that what a row costs shows beside what a commit costs; few enough for many rounds. */
const rowsEach = 2_000;
const rounds = 30;
const aim = 1.1;

/** How much longer do the application's own changes take on an armed table? */
export async function measureApplication(it: BenchLedger): Promise<ExplainedMeasurement> {
  // No rows that died in an earlier case, so that none of them is cleared up during a round.
  await it.admin.query("vacuum orders");
  const update = (note: string) =>
    it.admin.query(
      `update orders set note = '${note}' where id in (select id from orders order by id limit ${rowsEach})`,
    );
  const measureUpdate = async (round: number) => {
    // Not counted: after a change of its triggers, PostgreSQL reads all about the table anew.
    await update(`before round ${round}`);
    const began = performance.now();
    await update(`round ${round}`);
    return performance.now() - began;
  };
  const figures: { readonly armed: number[]; readonly unarmed: number[] } = {
    armed: [],
    unarmed: [],
  };
  for (let round = 0; round < rounds; round += 1) {
    const measure = {
      armed: async () => figures.armed.push(await measureUpdate(round)),
      unarmed: async () =>
        figures.unarmed.push(await withoutCapture(it, () => measureUpdate(round))),
    };
    // Each first in every other round: what follows finds the other's dead rows.
    const order = ["armed", "unarmed"] as const;
    for (const side of round % 2 === 0 ? order : order.toReversed()) await measure[side]();
  }
  const ratios = figures.armed.map((figure, round) => figure / (figures.unarmed[round] ?? 0));
  const [armed, unarmed] = [median(figures.armed), median(figures.unarmed)];
  return {
    measurement: {
      case: `the application's own update of ${rowsEach} rows, on an armed table`,
      metric: "ratio_time",
      value: Number(median(ratios).toFixed(2)),
      aim,
      better: "lower",
    },
    explanation: `armed ${armed.toFixed(1)} ms, unarmed ${unarmed.toFixed(1)} ms`,
  };
}
