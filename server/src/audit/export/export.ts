import { createHash } from "node:crypto";
import type { SigningKey } from "../../config/signing-key.ts";
import type { Database } from "../../database/database.ts";
import { readCheckpoint } from "../note/checkpoint.ts";
import { readNote, signatureLine } from "../note/note.ts";
import type { ExportHeader } from "./line.ts";
import { printLine, signedText } from "./line.ts";
import type { PlannedExport } from "./plan-export.ts";
import { readNeighbours, sealedLines } from "./sealed-lines.ts";

/** Where an export stands: after a checkpoint's line, or after the header. */
export interface Progress {
  /** Over every byte so far. */
  readonly digest: ReturnType<typeof createHash>;
  lines: number;
  records: number;
  /** Of the last checkpoint that was written, or that the export goes on from. */
  number: number;
}

/** Takes text when it is ready for more. */
export type Write = (text: string) => Promise<void>;

/** Writes the header of an export; it goes on with `continueExport`. */
export async function beginExport(
  header: ExportHeader,
  key: SigningKey,
  write: Write,
): Promise<Progress> {
  const progress = { digest: createHash("sha256"), lines: 0, records: 0, number: startOf(header) };
  const line = printLine({ header, signatures: [signatureLine(signedText(header), key)] });
  await writeLine(progress, line, write);
  return progress;
}

/** Number of the checkpoint that an export goes on from; 0 where it begins with the tree. */
export function startOf({ checkpoint }: ExportHeader): number {
  const note = checkpoint === null ? null : readNote(checkpoint);
  return (note && readCheckpoint(note.text)?.number) ?? 0;
}

/**
 * Writes the rest: for each checkpoint its records and then itself, at the end what makes any change to the file show.
 * A transaction for each checkpoint, so that a long export holds nothing up.
 */
export async function continueExport(
  ledger: Database,
  { tree, header }: PlannedExport,
  key: SigningKey,
  progress: Progress,
  write: Write,
): Promise<void> {
  while (progress.number < header.last) {
    const [before, checkpoint] = await readNeighbours(ledger, tree, progress.number);
    if (!checkpoint) throw new Error(`checkpoint ${progress.number + 1} is missing`);
    if (checkpoint.size > (before?.size ?? 0))
      await ledger.transaction(async (connection) => {
        for await (const lines of sealedLines(connection, tree, before, checkpoint))
          await flush(progress, lines, write);
        progress.records += checkpoint.size - (before?.size ?? 0);
      });
    await writeLine(progress, printLine({ checkpoint: checkpoint.note }), write);
    progress.number = checkpoint.number;
  }
  const { digest, lines, records } = progress;
  const trailer = { lines, records, sha256: digest.copy().digest("base64") };
  const signatures = [signatureLine(signedText(trailer), key)];
  await write(printLine({ signatures, trailer }));
}

async function flush(progress: Progress, lines: readonly string[], write: Write): Promise<void> {
  const text = lines.join("");
  progress.digest.update(text);
  progress.lines += lines.length;
  await write(text);
}

async function writeLine(progress: Progress, line: string, write: Write): Promise<void> {
  progress.digest.update(line);
  progress.lines += 1;
  await write(line);
}
