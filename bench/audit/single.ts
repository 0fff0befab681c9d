import { seal } from "../../server/src/audit/seal/seal.ts";
import type { SigningKey } from "../../server/src/config/signing-key.ts";
import { openDatabase, type Statement } from "../../server/src/database/database.ts";
import type { ExplainedMeasurement } from "../report/measurement.ts";
import { median } from "../report/median.ts";
import { withoutCapture } from "./capture.ts";
import { change } from "./change.ts";
import type { BenchLedger } from "./ledger.ts";

const clients = 16;
const roundSeconds = 1;
const aim = 0.6;

/** How many changes of one row a second are left of the bare ones once they are audited and sealed? */
export async function measureSingle(
  it: BenchLedger,
  key: SigningKey,
  seconds: number,
): Promise<ExplainedMeasurement> {
  const proofs = await Promise.all(Array.from({ length: clients }, it.signIn));
  const ids = await readIds(it);
  let count = 0;
  const nextUpdate = (): Statement => {
    count += 1;
    return {
      text: "update orders set note = $1::text where id = $2::bigint",
      values: [`bench ${count}`, ids[count % ids.length] ?? null],
    };
  };
  const application = openDatabase({ url: it.adminUrl, connections: clients });
  const purser = openDatabase({ url: it.url, connections: clients });
  const sides = {
    bare: () =>
      withoutCapture(it, () => countPerSecond(proofs, () => application.run(nextUpdate()))),
    audited: () =>
      countPerSecond(
        proofs,
        (proof) => change(purser, proof, "orders", nextUpdate()),
        // What the sealer has not come to yet is this round's work all the same.
        () => seal(it.ledger, { keys: [key], heartbeatSeconds: 60, leastSeconds: 0 }),
      ),
  };
  const figures: { [side in keyof typeof sides]: number[] } = { bare: [], audited: [] };
  const rounds = Math.max(3, Math.round(seconds / 2 / roundSeconds));
  // The first round is not counted: connections are opened and caches filled.
  for (let round = -1; round < rounds; round += 1)
    for (const side of ["bare", "audited"] as const) {
      const figure = await sides[side]();
      if (round >= 0) figures[side].push(figure);
    }
  await Promise.all([application.end(), purser.end()]);
  const ratios = figures.audited.map((figure, round) => figure / (figures.bare[round] ?? 0));
  return {
    measurement: {
      case: `update of one row by ${clients} clients, audited and sealed`,
      metric: "ratio_throughput",
      value: Number(median(ratios).toFixed(2)),
      aim,
      better: "higher",
    },
    explanation: `audited ${Math.round(median(figures.audited))}/s, bare ${Math.round(median(figures.bare))}/s`,
  };
}

/** Of orders from all over the table. */
async function readIds({ admin }: BenchLedger): Promise<readonly string[]> {
  const { rows } = await admin.query<{ id: string }>(
    "select id::text from orders order by random() limit 50000",
  );
  return rows.map(({ id }) => id);
}

/** Every client does `work` again and again; `afterwards` counts as a part of the time. */
async function countPerSecond(
  proofs: readonly Buffer[],
  work: (proof: Buffer) => Promise<unknown>,
  afterwards: () => Promise<unknown> = async () => undefined,
): Promise<number> {
  const began = performance.now();
  let count = 0;
  await Promise.all(
    proofs.map(async (proof) => {
      for (; performance.now() - began < roundSeconds * 1_000; count += 1) await work(proof);
    }),
  );
  await afterwards();
  return (count * 1_000) / (performance.now() - began);
}
