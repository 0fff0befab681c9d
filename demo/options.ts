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
  /** Keeps everything; `.purser` at the root of the repository unless given. */
  readonly folder: string;
}

export const usage = `npm start -- [--fresh] [--scale 1] [--port 4000] [--folder .purser]`;

/** Reads the command line; throws an `Error` in plain words. */
export function readOptions(words: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      fresh: { type: "boolean", default: false },
      scale: { type: "string", default: "1" },
      port: { type: "string", default: "4000" },
      folder: {
        type: "string",
        default: join(fileURLToPath(new URL("..", import.meta.url)), ".purser"),
      },
    },
  });
  return {
    fresh: values.fresh,
    scale: readNumber("--scale", values.scale, 1, 100),
    port: readNumber("--port", values.port, 1024, 65_534),
    folder: values.folder,
  };
}

function readNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`${name} takes a whole number from ${least} to ${most}, not "${text}".`);
}
