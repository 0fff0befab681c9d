import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

export interface DemoOptions {
  /** Throw everything away first. */
  readonly fresh: boolean;
  /** Multiplies the rows of the first start; 1 to 100. */
  readonly scale: number;
  /** Of the console; the identity provider has the next one. */
  readonly port: number;
  /** Serve the console as it was last built, or none: for scripts that want the API alone. */
  readonly noBuild: boolean;
  /** Keeps everything; `.purser` at the root of the repository unless given. */
  readonly folder: string;
}

const usage = "npm start -- [--fresh] [--scale 1] [--port 4000] [--folder .purser] [--no-build]";
const root = fileURLToPath(new URL("..", import.meta.url));

/** Reads the command line; throws an `Error` in plain words. */
export function readOptions(words: readonly string[]): DemoOptions {
  const { fresh, scale, port, folder, "no-build": noBuild } = parseWords(words);
  return {
    fresh,
    noBuild,
    scale: readNumber("--scale", scale, 1, 100),
    port: readNumber("--port", port, 1024, 65_534),
    folder,
  };
}

function parseWords(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        fresh: { type: "boolean", default: false },
        scale: { type: "string", default: "1" },
        port: { type: "string", default: "4000" },
        "no-build": { type: "boolean", default: false },
        folder: { type: "string", default: join(root, ".purser") },
      },
    }).values;
  } catch (cause) {
    throw new Error(`${cause instanceof Error ? cause.message : cause}\n${usage}`, { cause });
  }
}

function readNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`${name} takes a whole number from ${least} to ${most}, not "${text}".`);
}
