import type { ParseArgsConfig } from "node:util";

/** One word after `purser`. */
export interface Command {
  /** For the list of commands, in a few words. */
  readonly summary: string;
  /** The options with what they mean, as `--help` prints them. */
  readonly usage: string;
  readonly options: NonNullable<ParseArgsConfig["options"]>;
  /** Throws what went wrong; `explainFailure` finds the words. */
  readonly run: (options: Options) => Promise<void>;
}

/** As `parseArgs` gives them. */
export interface Options {
  readonly [name: string]: unknown;
}

/** A text option's value; undefined where it was not given. */
export function textOption(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}
