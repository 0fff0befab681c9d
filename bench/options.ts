import { parseArgs } from "node:util";

export interface BenchOptions {
  /** Measurements as JSON lines, and nothing else on standard output. */
  readonly json: boolean;
  /** Of measuring in all; more of them make steadier figures. */
  readonly seconds: number;
}

/** Reads the command line of a bench; throws an `Error` in plain words. */
export function readOptions(words: readonly string[], seconds: number): BenchOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      json: { type: "boolean", default: false },
      seconds: { type: "string", default: String(seconds) },
    },
  });
  const asked = Number(values.seconds);
  if (!(asked > 0)) throw new Error(`--seconds takes a number above 0, not "${values.seconds}".`);
  return { json: values.json, seconds: asked };
}

/** Progress is for people who wait; standard output is for the figures. */
export function say(message: string): void {
  process.stderr.write(`${message}\n`);
}
