import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { explain } from "./access/explain.ts";
import { report } from "./access/report.ts";
import { erase } from "./audit/erase-subject.ts";
import { exportLog } from "./audit/export.ts";
import { keygen } from "./audit/keygen.ts";
import { consistency, prove } from "./audit/prove.ts";
import { retain } from "./audit/retain.ts";
import { verifyFile } from "./audit/verify.ts";
import { check } from "./check.ts";
import type { Command } from "./command.ts";
import { explainFailure } from "./fail.ts";
import { init } from "./init.ts";
import { migrate } from "./migrate.ts";
import { list as listSessions } from "./sessions/list.ts";
import { report as reportSessions } from "./sessions/report.ts";
import { revoke as revokeSessions } from "./sessions/revoke.ts";
import { start } from "./start.ts";
import { UsageError } from "./usage-error.ts";

const commands = new Map<string, Command>([
  ["init", init],
  ["check", check],
  ["migrate", migrate],
  ["start", start],
  ["access explain", explain],
  ["access report", report],
  ["audit keygen", keygen],
  ["audit export", exportLog],
  ["audit verify", verifyFile],
  ["audit prove", prove],
  ["audit consistency", consistency],
  ["audit erase-subject", erase],
  ["audit retain", retain],
  ["sessions list", listSessions],
  ["sessions revoke", revokeSessions],
  ["sessions report", reportSessions],
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

async function dispatch(words: readonly string[]): Promise<void> {
  const [name] = words;
  if (name === undefined || name === "--help" || name === "-h" || name === "help")
    return console.log(usage());
  if (name === "--version" || name === "-v") return console.log(readVersion());
  const command = commands.get(name) ?? commands.get(words.slice(0, 2).join(" "));
  if (command === undefined) throw new UsageError(`There is no command "${name}".`, usage());
  const { operands = [] } = command;
  const { values, positionals } = parseArgs({
    args: words.slice(commands.has(name) ? 1 : 2),
    options: { ...command.options, help: { type: "boolean", short: "h" } },
    allowPositionals: operands.length > 0,
  });
  const { help, ...options } = values;
  if (help === true) return console.log(`${command.summary}\n\n${command.usage}`);
  if (positionals.length !== operands.length)
    throw new UsageError(`This takes ${operands.join(" and ")}.`, command.usage);
  const named = operands.map((operand, place) => [operand, positionals[place]]);
  await command.run({ ...options, ...Object.fromEntries(named) });
}

function usage(): string {
  const list = [...commands].map(([name, { summary }]) => `  ${name.padEnd(21)}${summary}`);
  return `purser <command> [options]\n\n${list.join("\n")}\n\nOptions of a command: purser <command> --help`;
}

function readVersion(): string {
  const { version } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  return version;
}
