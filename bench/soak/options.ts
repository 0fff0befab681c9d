import { parseArgs } from "node:util";

export interface SoakOptions {
  /** Changes of rows to commit, at least. */
  readonly changes: number;
  /** Bytes of an export to change, one at a time. */
  readonly mutations: number;
  /** Decides what is written and which bytes are changed; not how the processes take turns. */
  readonly seed: number;
}

/** Reads the command line; throws an `Error` in plain words. */
export function readSoakOptions(words: readonly string[]): SoakOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      changes: { type: "string", default: "1000000" },
      mutations: { type: "string", default: "20000" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
    },
  });
  return {
    changes: readCount("changes", values.changes),
    mutations: readCount("mutations", values.mutations),
    seed: readCount("seed", values.seed),
  };
}

function readCount(name: string, text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 0)
    throw new Error(`--${name} takes a whole number, not "${text}".`);
  return count;
}
