import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { check } from "./check.ts";
import type { Command } from "./command.ts";
import { explainFailure } from "./fail.ts";
import { init } from "./init.ts";
import { migrate } from "./migrate.ts";
import { start } from "./start.ts";
import { UsageError } from "./usage-error.ts";

const commands = new Map<string, Command>([
  ["init", init],
  ["check", check],
  ["migrate", migrate],
  ["start", start],
]);

/** Runs one command; whatever goes wrong ends it with its reason on standard error and exit code 1. */
export async function main(words: readonly string[]): Promise<void> {
  try {
    await dispatch(words);
  } catch (error) {
    console.error(explainFailure(error));
    process.exitCode = 1;
  }
}

async function dispatch([name, ...words]: readonly string[]): Promise<void> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help")
    return console.log(usage());
  if (name === "--version" || name === "-v") return console.log(readVersion());
  const command = commands.get(name);
  if (command === undefined) throw new UsageError(`There is no command "${name}".`, usage());
  const { help, ...options } = parseArgs({
    args: words,
    options: { ...command.options, help: { type: "boolean", short: "h" } },
  }).values;
  if (help === true) console.log(`${command.summary}\n\n${command.usage}`);
  else await command.run(options);
}

function usage(): string {
  const list = [...commands].map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`);
  return `purser <command> [options]\n\n${list.join("\n")}\n\nOptions of a command: purser <command> --help`;
}

function readVersion(): string {
  const { version } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  return version;
}
