import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { truncate } from "node:fs/promises";
import { readCheckpoint } from "../note/checkpoint.ts";
import { readNote } from "../note/note.ts";
import { type Progress, startOf } from "./export.ts";
import { type ExportHeader, readLine } from "./line.ts";
import { readLines } from "./read-lines.ts";

/** What an unfinished file holds already. */
export interface Resumed {
  readonly header: ExportHeader;
  readonly progress: Progress;
  /** Whether nothing is left to do. */
  readonly isComplete: boolean;
}

/**
 * Reads an unfinished export and cuts it back to its last checkpoint, from where it can go on. Null where the file
 * does not begin as an export does.
 */
export async function resumeExport(file: string): Promise<Resumed | null> {
  const digest = createHash("sha256");
  let header: ExportHeader | null = null;
  let kept = { length: 0, lines: 0, records: 0, number: 0, digest: digest.copy() };
  let [length, lines, records] = [0, 0, 0];
  for await (const some of readLines(createReadStream(file))) {
    for (const { text, bytes, isWhole } of some) {
      const line = text === null || !isWhole ? null : readLine(text);
      if (line && "trailer" in line && header)
        return { header, progress: { ...kept }, isComplete: true };
      digest.update(bytes);
      length += bytes.length;
      lines += 1;
      if (line && "position" in line && line.position !== null) records += 1;
      if (line && "header" in line) header = line.header;
      const number = line && numberAfter(line);
      if (number !== null) kept = { length, lines, records, number, digest: digest.copy() };
    }
  }
  if (!header) return null;
  await truncate(file, kept.length);
  return { header, progress: kept, isComplete: false };
}

/** The checkpoint that the export stands at after a line; null in between. */
function numberAfter(line: NonNullable<ReturnType<typeof readLine>>): number | null {
  if ("header" in line) return startOf(line.header);
  const note = "checkpoint" in line ? readNote(line.checkpoint) : null;
  return (note && readCheckpoint(note.text)?.number) ?? null;
}
