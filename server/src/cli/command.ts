import type { ParseArgsConfig } from "node:util";

/** One word after `purser`, or two. */
export interface Command {
  /** For the list of commands, in a few words. */
  readonly summary: string;
  /** The options with what they mean, as `--help` prints them. */
  readonly usage: string;
  readonly options: NonNullable<ParseArgsConfig["options"]>;
  /** What follows without a dash, in order; each is needed, and is among the options under its name. */
  readonly operands?: readonly string[];
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

/** The values of a text option that may be given several times. */
export function textOptions(options: Options, name: string): readonly string[] {
  const values = options[name];
  return Array.isArray(values) ? values.filter((value) => typeof value === "string") : [];
}
