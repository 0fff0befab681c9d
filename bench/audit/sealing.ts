import { setTimeout as wait } from "node:timers/promises";
import type { ExplainedMeasurement } from "../report/measurement.ts";
import { change } from "./change.ts";
import type { BenchLedger } from "./ledger.ts";

/** Changes a second that must be sealed in time. */
const wanted = 5_000;
/** A little more, so that a pause now and then does not take the rate below. */
const rate = 5_100;
const rowsEach = 100;
/** Orders, of consecutive ids, that are changed in turn. */
const spread = 100_000;
const aim = 3;

const lag = `select coalesce(extract(epoch from clock_timestamp() - min(at)), 0)
  from purser.change
  where xid >= (select pg_snapshot_xmax(snapshot) from purser.checkpoint order by tree desc, number desc limit 1)`;

/** How old do changes become before they are sealed, while five thousand a second are written? */
export async function measureSealing(
  { ledger, admin, signIn }: BenchLedger,
  seconds: number,
): Promise<readonly ExplainedMeasurement[]> {
  const proof = await signIn();
  const { rows: found } = await admin.query<{ first: string }>(
    "select min(id)::text as first from orders",
  );
  const firstOrder = found[0]?.first ?? null;
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1_000;
  const lags: number[] = [];
  const watch = async () => {
    while (elapsed() < seconds) {
      const { rows } = await ledger.run({ text: lag, values: [] });
      lags.push(Number(rows[0]?.[0]));
      await wait(100);
    }
  };
  let operations = 0;
  const write = async () => {
    for (; elapsed() < seconds; operations += 1) {
      const first = (operations * rowsEach) % spread;
      await change(ledger, proof, "orders", {
        text: "update orders set note = $1::text where id >= $2::bigint + $3::bigint and id < $2::bigint + $4::bigint",
        values: [`bench ${operations}`, firstOrder, first, first + rowsEach],
      });
      await wait(Math.max(0, ((operations + 1) * rowsEach * 1_000) / rate - elapsed() * 1_000));
    }
  };
  await Promise.all([watch(), write()]);
  const reached = Math.round((operations * rowsEach) / elapsed());
  const name = `sealing while ${wanted} changes a second are written`;
  return [
    {
      measurement: {
        case: name,
        metric: "lag_seconds",
        value: Number(Math.max(...lags).toFixed(2)),
        aim,
        better: "lower",
      },
      explanation: `the oldest unsealed change, at the worst of ${lags.length} looks`,
    },
    {
      measurement: {
        case: name,
        metric: "changes_per_second",
        value: reached,
        aim: wanted,
        better: "higher",
      },
      explanation: `${operations} operations of ${rowsEach} rows in ${elapsed().toFixed(1)} s`,
    },
  ];
}
