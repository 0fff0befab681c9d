import { createHash } from "node:crypto";
import {
  type ExportHeader,
  exportFormat,
  printLine,
  signedText,
} from "../../src/audit/export/line.ts";
import { createFrontier, type Frontier } from "../../src/audit/merkle/frontier.ts";
import { leafHash } from "../../src/audit/merkle/hash.ts";
import { type Checkpoint, printCheckpoint } from "../../src/audit/note/checkpoint.ts";
import { signatureLine, signNote } from "../../src/audit/note/note.ts";
import { type LogRecord, printRecord, recordOf } from "../../src/audit/record/record.ts";
import type { SigningKey } from "../../src/config/signing-key.ts";

export const treeId = "01987654-3210-7000-8000-000000000001";
export const origin = `purser/${treeId}`;

/** Records, and the checkpoint that seals them. */
export interface BuiltBatch {
  readonly records: readonly LogRecord[];
  readonly checkpoint?: Partial<Checkpoint>;
  readonly signedBy?: readonly SigningKey[];
}

export interface BuiltExport {
  /** Without newlines. */
  readonly lines: readonly string[];
  readonly notes: readonly string[];
}

/** Writes an export as a server would, without a database; whatever a test wants otherwise is signed as well. */
export function buildExport(
  batches: readonly BuiltBatch[],
  key: SigningKey,
  options: {
    readonly header?: Partial<ExportHeader>;
    readonly frontier?: Frontier;
    readonly number?: number;
    /** Positions whose record was removed with its month, and the event that says so. */
    readonly retired?: ReadonlyMap<number, string>;
  } = {},
): BuiltExport {
  const frontier = options.frontier ?? createFrontier();
  let number = options.number ?? 0;
  const header: ExportHeader = {
    checkpoint: null,
    complete: true,
    first: frontier.size(),
    format: exportFormat,
    frontier: frontier.peaks().map((peak) => peak.toString("base64")),
    heartbeat: 60,
    keys: [key.verifier.text],
    last: number + batches.length,
    origin,
    retired: [],
    version: 1,
    ...options.header,
  };
  const lines = [printLine({ header, signatures: [signatureLine(signedText(header), key)] })];
  const notes: string[] = [];
  for (const { records, checkpoint, signedBy = [key] } of batches) {
    for (const record of records.map(([table, ...row]) => recordOf(table, row))) {
      const leaf = leafHash(printRecord(record));
      const position = frontier.size();
      const retired = options.retired?.get(position);
      const sealed = { leaf: leaf.toString("base64"), position };
      lines.push(printLine(retired === undefined ? { ...sealed, record } : { ...sealed, retired }));
      frontier.append(leaf);
    }
    number += 1;
    const text = printCheckpoint({
      origin,
      size: frontier.size(),
      root: frontier.root(),
      number,
      time: timeOf(number),
      cluster: "7411336845662968521/16384",
      snapshot: `${700 + number}:${700 + number}:`,
      ...checkpoint,
    });
    notes.push(signNote(text, signedBy));
    lines.push(printLine({ checkpoint: signNote(text, signedBy) }));
  }
  return { lines: endExport(lines, key), notes };
}

/** Adds the trailer that fits the lines, and takes the newlines away. */
export function endExport(lines: readonly string[], key: SigningKey): readonly string[] {
  const trailer = {
    lines: lines.length,
    records: lines.filter(
      (line) => line.includes('"position":') && !line.includes('"position":null'),
    ).length,
    sha256: createHash("sha256").update(lines.join("")).digest("base64"),
  };
  const signatures = [signatureLine(signedText(trailer), key)];
  return [...lines, printLine({ signatures, trailer })].map((line) => line.slice(0, -1));
}

/** A second after the last one. */
function timeOf(number: number): string {
  return `2026-11-01 12:00:${String(number).padStart(2, "0")}.5+00`;
}
