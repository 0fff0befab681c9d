import { createWriteStream, existsSync } from "node:fs";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { beginExport, continueExport, type Write } from "../../audit/export/export.ts";
import { planExport } from "../../audit/export/plan-export.ts";
import { resumeExport } from "../../audit/export/resume.ts";
import type { SigningKey } from "../../config/signing-key.ts";
import type { Database } from "../../database/database.ts";
import { type Command, type Options, textOption } from "../command.ts";
import { UsageError } from "../usage-error.ts";
import { withLedger } from "./with-ledger.ts";

const defaultHeartbeat = 60;

export const exportLog: Command = {
  summary: "writes the sealed audit log as JSON Lines",
  usage: `  --from WHERE    a position, or an instant such as 2026-11-01; default the beginning
  --to WHERE      the same; default the newest checkpoint. Both are widened to checkpoints
  --tree NUMBER   an earlier tree of a ledger that was moved; default the one that grows
  --out FILE      default standard output. An unfinished file goes on where it ended
  --config FILE   default purser.config.ts`,
  options: {
    from: { type: "string" },
    to: { type: "string" },
    tree: { type: "string" },
    out: { type: "string" },
    config: { type: "string" },
  },
  run: (options) =>
    withLedger(options, async (ledger, config, [key, ...others]) => {
      if (!key)
        throw new UsageError(
          "Without a key nothing is sealed, and an export proves nothing.",
          "Make one with `purser audit keygen` and name it in `audit.signingKey`.",
        );
      const heartbeat = config.audit?.heartbeatSeconds ?? defaultHeartbeat;
      const plan = await planExport(ledger, rangeOf(options), [key, ...others], heartbeat);
      const file = textOption(options, "out");
      if (file === undefined) return writeExport(ledger, plan, key, process.stdout);
      await exportToFile(ledger, plan, key, file);
    }),
};

type Plan = Awaited<ReturnType<typeof planExport>>;

async function exportToFile(
  ledger: Database,
  plan: Plan,
  key: SigningKey,
  file: string,
): Promise<void> {
  if (!existsSync(file)) {
    const stream = createWriteStream(file, { flags: "wx" });
    await writeExport(ledger, plan, key, stream);
    stream.end();
    await finished(stream);
  } else {
    const resumed = await resumeExport(file);
    if (resumed?.header.origin !== plan.header.origin)
      throw new UsageError(`${file} is not an export of this log.`, "Name another file.");
    if (resumed.isComplete)
      throw new UsageError(
        `${file} is a whole export already.`,
        "Name another file for a new one.",
      );
    const stream = createWriteStream(file, { flags: "a" });
    const { header, progress } = resumed;
    await continueExport(ledger, { tree: plan.tree, header }, key, progress, writeTo(stream));
    stream.end();
    await finished(stream);
  }
  console.error(`${file} is written. Verify it where this machine has no say: purser audit verify`);
}

async function writeExport(
  ledger: Database,
  plan: Plan,
  key: SigningKey,
  stream: Writable,
): Promise<void> {
  const write = writeTo(stream);
  await continueExport(ledger, plan, key, await beginExport(plan.header, key, write), write);
}

function writeTo(stream: Writable): Write {
  return (text) =>
    new Promise((resolve, reject) => {
      stream.write(text, (error) => (error ? reject(error) : resolve()));
    });
}

function rangeOf(options: Options) {
  const tree = textOption(options, "tree");
  if (tree !== undefined && !/^\d{1,4}$/.test(tree))
    throw new UsageError(`"${tree}" is no tree.`, "--tree takes a number.");
  return {
    tree: tree === undefined ? null : Number(tree),
    from: textOption(options, "from") ?? null,
    to: textOption(options, "to") ?? null,
  };
}
