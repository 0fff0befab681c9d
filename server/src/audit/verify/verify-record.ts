import { readHash } from "../../config/base64.ts";
import type { Line } from "../export/line.ts";
import { leafHash } from "../merkle/hash.ts";
import { isRetirement } from "../record/retired-month.ts";
import { checkBeginning } from "./beginning.ts";
import { type ExportState, meetAnchors } from "./export-state.ts";
import { fail } from "./verdict.ts";
import { verifyRetirement } from "./verify-retirement.ts";

type RecordLine = Extract<Line, { readonly record: unknown }>;

/** Appends a record to the tree, if it is the one that was sealed there. `text` is its line. */
export function verifyRecord(
  state: ExportState,
  { leaf, position, record }: RecordLine,
  text: string,
): void {
  const { frontier, lines } = state;
  if (leaf === null || position === null)
    fail("record_not_sealed", lines, "A record was changed or added after it was sealed.");
  const size = frontier.size();
  if (position !== size)
    fail("wrong_position", lines, `Record ${position} stands where ${size} belongs.`, position);
  const hash = readHash(leaf);
  if (record === null || !hash)
    fail("record_missing", lines, "A record that was sealed is gone.", position);
  if (!leafHash(recordText(text)).equals(hash))
    fail("record_altered", lines, "A record is not as it was sealed.", position);
  if (position === 0) checkBeginning(record, state.header.origin, state.anchors);
  state.sense.read(record, lines);
  state.clock.read(record, lines);
  if (isRetirement(record)) verifyRetirement(state, record);
  frontier.append(hash);
  meetAnchors(state);
}

const recordMember = '"record":';

/** A leaf's bytes as they stand in a line: the line is canonical, and so is what stands in it. */
function recordText(line: string): string {
  return line.slice(line.indexOf(recordMember) + recordMember.length, -1);
}
