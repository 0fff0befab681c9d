import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { checkConfig } from "../config/check.ts";
import type { PurserConfig } from "../config/config.ts";
import { StartError } from "../config/start-error.ts";
import { UsageError } from "./usage-error.ts";

const names = ["purser.config.ts", "purser.config.js", "purser.config.mjs"];

/** Runs and checks the config file, the named one or the one in this folder. Throws `UsageError` or `StartError`. */
export async function loadConfig(path: string | undefined): Promise<PurserConfig> {
  const file = path ?? names.find((name) => existsSync(name));
  if (file === undefined || !existsSync(file))
    throw new UsageError(
      file === undefined
        ? "There is no purser.config.ts in this folder."
        : `There is no file ${file}.`,
      "Make one with `purser init`, or name it with --config.",
    );
  const config = await importDefault(file);
  const problems = checkConfig(config);
  if (!isConfig(config, problems.length)) throw new StartError(problems);
  return config;
}

async function importDefault(file: string): Promise<unknown> {
  try {
    const module: { readonly default?: unknown } = await import(pathToFileURL(resolve(file)).href);
    return module.default;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(
      `${file} could not be run: ${why}`,
      "Correct it; it must export the config as default.",
      {
        cause,
      },
    );
  }
}

function isConfig(_config: unknown, problems: number): _config is PurserConfig {
  return problems === 0;
}
