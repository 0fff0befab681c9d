import { createHash } from "node:crypto";
import type { SigningKey } from "../../config/signing-key.ts";
import type { Connection, Database } from "../../database/database.ts";
import { leafHash } from "../merkle/hash.ts";
import { readCheckpoint } from "../note/checkpoint.ts";
import { readNote, signatureLine } from "../note/note.ts";
import type { LogRecord } from "../record/record.ts";
import { printRecord } from "../record/record.ts";
import { readBatch } from "../seal/batch.ts";
import type { StoredCheckpoint } from "../seal/ledger-tree.ts";
import { readCheckpoints, readLeaves } from "../seal/ledger-tree.ts";
import type { ExportHeader } from "./line.ts";
import { printLine, signedText } from "./line.ts";
import type { PlannedExport } from "./plan-export.ts";

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
    const [before, checkpoint] = await readPair(ledger, tree, progress.number);
    if (!checkpoint) throw new Error(`checkpoint ${progress.number + 1} is missing`);
    if (checkpoint.size > (before?.size ?? 0))
      await ledger.transaction((connection) =>
        writeBatch(connection, tree, before, checkpoint, progress, write),
      );
    await writeLine(progress, printLine({ checkpoint: checkpoint.note }), write);
    progress.number = checkpoint.number;
  }
  const { digest, lines, records } = progress;
  const trailer = { lines, records, sha256: digest.copy().digest("base64") };
  const signatures = [signatureLine(signedText(trailer), key)];
  await write(printLine({ signatures, trailer }));
}

async function readPair(
  connection: Connection,
  tree: number,
  number: number,
): Promise<readonly [StoredCheckpoint | null, StoredCheckpoint | undefined]> {
  const found = await readCheckpoints(connection, tree, number, number + 1);
  return [
    found.find((each) => each.number === number) ?? null,
    found.find((each) => each.number === number + 1),
  ];
}

/**
 * The records of one checkpoint beside the leaves that were sealed. A record that is no longer there leaves its leaf
 * alone; one that has no leaf, because it was changed or added since, stands alone.
 */
async function writeBatch(
  connection: Connection,
  tree: number,
  before: StoredCheckpoint | null,
  { size, snapshot }: StoredCheckpoint,
  progress: Progress,
  write: Write,
): Promise<void> {
  await connection.run({ text: "set local statement_timeout = '10min'", values: [] });
  await connection.run({
    text: "set local idle_in_transaction_session_timeout = '10min'",
    values: [],
  });
  const from = before?.size ?? 0;
  const leaves = await readLeaves(connection, tree, { from, to: size });
  const places = createPlaces(leaves);
  let next = 0;
  const lines: string[] = [];
  const add = (place: number | null, record: LogRecord | null) => {
    const leaf = place === null ? null : (leaves[place]?.toString("base64") ?? null);
    lines.push(printLine({ leaf, position: place === null ? null : from + place, record }));
  };
  const addMissing = (upTo: number) => {
    for (; next < upTo; next += 1) add(next, null);
  };
  for await (const records of readBatch(connection, {
    tree,
    after: before?.snapshot ?? null,
    snapshot,
  })) {
    for (const record of records) {
      const place = places.find(leafHash(printRecord(record)), next);
      if (place === null) {
        add(null, record);
        continue;
      }
      addMissing(place);
      add(place, record);
      next = place + 1;
    }
    await flush(progress, lines, write);
  }
  addMissing(leaves.length);
  await flush(progress, lines, write);
  progress.records += leaves.length;
}

/** Finds a hash among the leaves from some place on: as a rule just there. */
function createPlaces(leaves: readonly Buffer[]) {
  let all: ReadonlyMap<string, number> | null = null;
  return {
    find: (hash: Buffer, next: number): number | null => {
      if (leaves[next]?.equals(hash)) return next;
      all ??= new Map(leaves.map((leaf, place) => [leaf.toString("base64"), place]));
      const place = all.get(hash.toString("base64"));
      return place === undefined || place < next ? null : place;
    },
  };
}

async function flush(progress: Progress, lines: string[], write: Write): Promise<void> {
  if (lines.length === 0) return;
  const text = lines.join("");
  progress.digest.update(text);
  progress.lines += lines.length;
  lines.length = 0;
  await write(text);
}

async function writeLine(progress: Progress, line: string, write: Write): Promise<void> {
  progress.digest.update(line);
  progress.lines += 1;
  await write(line);
}
