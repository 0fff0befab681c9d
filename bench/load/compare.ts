import type { ExplainedMeasurement } from "../report/measurement.ts";
import { median } from "../report/median.ts";
import type { LoadJob, LoadOutcome } from "./job.ts";
import { startLoad } from "./start.ts";

/** Short, so that whatever else the machine does meets both sides alike. */
export const roundSeconds = 0.4;

/** Not counted: until the code is compiled and the caches are filled, both servers are others. */
const warmUpRounds = 5;

/** What Purser came to and what the reference server did, round by round. */
export interface Comparison {
  readonly purser: readonly LoadOutcome[];
  readonly reference: readonly LoadOutcome[];
}

/** Loads the two servers in turn, each first in every other round. */
export async function compare(
  jobs: { readonly purser: LoadJob; readonly reference: LoadJob },
  rounds: number,
): Promise<Comparison> {
  const sides = { purser: startLoad(jobs.purser), reference: startLoad(jobs.reference) };
  const outcomes: { [side in keyof typeof sides]: LoadOutcome[] } = { purser: [], reference: [] };
  try {
    for (let round = -warmUpRounds; round < rounds; round++) {
      const order = ["purser", "reference"] as const;
      for (const side of round % 2 === 0 ? order : order.toReversed()) {
        const outcome = await sides[side].run(roundSeconds);
        if (round >= 0) outcomes[side].push(outcome);
      }
    }
  } finally {
    await Promise.all([sides.purser.stop(), sides.reference.stop()]);
  }
  return outcomes;
}

/** Medians over the rounds of Purser's figure divided by the reference's in the same round. */
function ratioOf(comparison: Comparison, figure: keyof LoadOutcome): number {
  const ratios = comparison.purser.map(
    (outcome, round) => outcome[figure] / (comparison.reference[round]?.[figure] ?? Number.NaN),
  );
  return Math.round(median(ratios) * 100) / 100;
}

export function measureLatency(name: string, it: Comparison, aim: number): ExplainedMeasurement {
  const [purser, reference] = absolutes(it, "p50").map((value) => `${value.toFixed(2)} ms`);
  return {
    measurement: {
      case: name,
      metric: "ratio_p50",
      value: ratioOf(it, "p50"),
      aim,
      better: "lower",
    },
    explanation: `Purser ${purser}, bare server ${reference}`,
  };
}

export function measureThroughput(name: string, it: Comparison, aim: number): ExplainedMeasurement {
  const [purser, reference] = absolutes(it, "perSecond").map((value) => `${value.toFixed(0)}/s`);
  return {
    measurement: {
      case: name,
      metric: "ratio_throughput",
      value: ratioOf(it, "perSecond"),
      aim,
      better: "higher",
    },
    explanation: `Purser ${purser}, bare server ${reference}`,
  };
}

function absolutes(it: Comparison, figure: keyof LoadOutcome): readonly number[] {
  return [it.purser, it.reference].map((outcomes) =>
    median(outcomes.map((outcome) => outcome[figure])),
  );
}
