import { readHash } from "../../config/base64.ts";
import type { Line } from "../export/line.ts";
import { originOf } from "../note/checkpoint.ts";
import type { LogRecord } from "../record/record.ts";
import { textOf } from "../record/record.ts";
import type { RetiredLeaves } from "../record/retired-month.ts";
import { readRetiredMonth } from "../record/retired-month.ts";
import { type ExportState, meetAnchors, sealedSize } from "./export-state.ts";
import { growRemoval, isSameRemoval, type Removal } from "./removal.ts";
import { fail } from "./verdict.ts";

type RetiredLine = Extract<Line, { readonly retired: unknown }>;

/** Appends a leaf whose record is said to be removed with its month; the event that says so is to come. */
export function verifyRetired(state: ExportState, { leaf, position, retired }: RetiredLine): void {
  const { frontier, lines, removals, last } = state;
  const size = frontier.size();
  if (position !== size)
    fail("wrong_position", lines, `Leaf ${position} stands where ${size} belongs.`, position);
  if (position === 0)
    fail("wrong_beginning", lines, "The record that a tree begins with is kept for ever.", 0);
  const hash = readHash(leaf);
  if (!hash) fail("unreadable_line", lines, "A leaf is no hash.");
  removals.set(
    retired,
    growRemoval(removals.get(retired), hash, position, lines, last?.time ?? null),
  );
  state.sense.skip(retired);
  frontier.append(hash);
  meetAnchors(state);
}

/** Compares what an event says was removed with the leaves that lack their records. */
export function verifyRetirement(state: ExportState, record: LogRecord): void {
  const { header, lines, removals, frontier, notices, clock, sense } = state;
  const id = textOf(record, "id") ?? "";
  const position = frontier.size();
  const month = readRetiredMonth(textOf(record, "details") ?? "");
  if (!month)
    fail("wrong_retirement", lines, `Event ${id} does not say what it removed.`, position);
  const stated = month.sealed.find(({ tree }) => originOf(tree) === header.origin);
  const found = removals.get(id);
  removals.delete(id);
  if (!found?.begins && (!stated || stated.last < header.first)) return;
  if (!stated || !found || !isSameRemoval(stated, found))
    fail(
      "wrong_retirement",
      lines,
      `Event ${id} says that other records were removed than are.`,
      position,
    );
  checkKept(state, stated, position);
  clock.retire(month.month, found.after, lines);
  sense.explain(id, month.table);
  const sentence = `retired: ${found.rows} records of ${month.table} of ${month.month}, by event ${id}`;
  notices.add("retired", lines, sentence);
  state.retired.push(sentence);
}

/** Only what is sealed and kept outside may go. Which anchors there were, only those tell that are given. */
function checkKept(state: ExportState, { last }: RetiredLeaves, position: number): void {
  const { header, anchors, lines } = state;
  if (last >= sealedSize(state))
    fail("wrong_retirement", lines, "Records were removed before they were sealed.", position);
  const own = anchors.filter(({ origin }) => origin === header.origin);
  if (own.length > 0 && !own.some(({ size }) => size > last))
    fail("wrong_retirement", lines, "No given anchor keeps what was removed.", position);
}

/** Fails where records are gone, and no event of this export says that their month was removed. */
export function settleRemovals(removals: ReadonlyMap<string, Removal>): void {
  const [first] = [...removals.entries()]
    .flatMap(([id, { begins }]) => (begins ? [{ id, ...begins }] : []))
    .toSorted((a, b) => a.line - b.line);
  if (first)
    fail(
      "record_missing",
      first.line,
      `Records are gone, with a month that event ${first.id} removed; this export does not have it.`,
      first.position,
    );
}
