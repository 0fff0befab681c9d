import { createReadStream } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { AnchoredNote } from "../../audit/verify/anchored.ts";
import type { Fault, Verdict } from "../../audit/verify/verdict.ts";
import { verify } from "../../audit/verify/verify.ts";
import { readVerifierKey } from "../../config/signing-key.ts";
import { type Command, type Options, textOption, textOptions } from "../command.ts";
import { UsageError } from "../usage-error.ts";

export const verifyFile: Command = {
  summary: "verifies an export or evidence, without any database",
  usage: `  purser audit verify FILE --key KEY [--key KEY] [--anchors FOLDER]

  --key KEY          whom to trust: the line that \`purser audit keygen\` printed
  --anchors FOLDER   checkpoints that were kept outside, one a file
  Ends with 1 where anything is not as it was sealed, and names the first such thing.`,
  operands: ["file"],
  options: { key: { type: "string", multiple: true }, anchors: { type: "string" } },
  run: async (options) => {
    const file = textOption(options, "file") ?? "";
    const folder = textOption(options, "anchors");
    const verdict = await verify(createReadStream(file, { highWaterMark: 1 << 20 }), {
      keys: keysOf(options),
      anchors: folder === undefined ? [] : await readAnchors(folder),
    });
    for (const line of describe(verdict)) console.log(line);
    if (verdict.fault) process.exitCode = 1;
  },
};

function keysOf(options: Options) {
  const texts = textOptions(options, "key");
  const keys = texts.map((text) => readVerifierKey(text.trim())).filter((key) => key !== null);
  if (keys.length === 0 || keys.length < texts.length)
    throw new UsageError(
      texts.length === 0 ? "Whom to trust is not said." : "That is no verifier key.",
      "Give the line that `purser audit keygen` printed with --key; never one from the file itself.",
    );
  return keys;
}

/** Every file of the folder, whatever wrote it there. */
async function readAnchors(folder: string): Promise<readonly AnchoredNote[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".checkpoint")).sort();
  return Promise.all(
    names.map(async (name) => ({ name, note: await readFile(join(folder, name), "utf8") })),
  );
}

function describe({ fault, notices, covered }: Verdict): readonly string[] {
  return [
    fault ? `NOT OK: ${describeFault(fault)}` : "ok",
    ...covered.map((line) => `  ${line}`),
    ...notices.map(
      ({ code, count, line, message }) =>
        `note: ${message} [${code}, ${count} times, line ${line}]`,
    ),
  ];
}

function describeFault({ code, line, position, message }: Fault): string {
  const where = [
    ...(line === null ? [] : [`line ${line}`]),
    ...(position === null ? [] : [`position ${position}`]),
  ];
  return `${[...where, message].join(", ")} [${code}]`;
}
