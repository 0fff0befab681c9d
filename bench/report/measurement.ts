/** One figure of a bench; every bench prints these and nothing else with `--json`, one a line. */
export interface Measurement {
  readonly case: string;
  readonly metric: string;
  readonly value: number;
  readonly aim: number;
  readonly better: "lower" | "higher";
}

/** A figure with what it was made from, for people. */
export interface ExplainedMeasurement {
  readonly measurement: Measurement;
  readonly explanation: string;
}

export function isReached({ value, aim, better }: Measurement): boolean {
  return better === "lower" ? value <= aim : value >= aim;
}
