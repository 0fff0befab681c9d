import { createHash } from "node:crypto";
import type { VerifierKey } from "../../config/signing-key.ts";
import type { Line } from "../export/line.ts";
import { readLine, signedText } from "../export/line.ts";
import type { ReadLine } from "../export/read-lines.ts";
import type { Anchored } from "./anchored.ts";
import { beginTree } from "./beginning.ts";
import { createClock } from "./clock.ts";
import { type ExportState, meetAnchors, sealedSize } from "./export-state.ts";
import type { Notices } from "./notices.ts";
import { removalsBefore } from "./removal.ts";
import { createSense } from "./sense.ts";
import { isSigned } from "./trust.ts";
import { fail } from "./verdict.ts";
import { verifyCheckpoint } from "./verify-checkpoint.ts";
import { verifyRecord } from "./verify-record.ts";
import { settleRemovals, verifyRetired } from "./verify-retirement.ts";
import { verifyTrailer } from "./verify-trailer.ts";

type HeaderLine = Extract<Line, { readonly header: unknown }>;

/** Takes up an export by its first line; the others follow one by one. Throws `FaultFound` at the first fault. */
export function beginExportVerification(
  { header, signatures }: HeaderLine,
  first: ReadLine,
  keys: readonly VerifierKey[],
  anchors: readonly Anchored[],
  notices: Notices,
): ExportState {
  if (!isSigned(signedText(header), signatures, keys))
    fail("untrusted_header", 1, "The header is not signed by a given key.");
  const { start, frontier } = beginTree(header, keys);
  const state: ExportState = {
    header,
    keys,
    anchors,
    due: anchors.filter(({ origin, size }) => origin === header.origin && size >= header.first),
    frontier,
    sense: createSense(notices),
    clock: createClock(notices, header.heartbeat, start?.time ?? null),
    notices,
    removals: removalsBefore(header),
    retired: [],
    digest: createHash("sha256").update(first.bytes),
    lines: 1,
    last: start,
    hasEnded: false,
  };
  meetAnchors(state);
  return state;
}

/** Verifies the next line. */
export function verifyLine(state: ExportState, { text, bytes, isWhole }: ReadLine): void {
  state.lines += 1;
  const line = text === null || !isWhole ? null : readLine(text);
  if (!line || "header" in line || state.hasEnded)
    fail("unreadable_line", state.lines, "This is no line of an export, as one is written.");
  if (!("trailer" in line)) state.digest.update(bytes);
  if ("trailer" in line) verifyTrailer(state, line);
  else if ("checkpoint" in line) verifyCheckpoint(state, line.checkpoint);
  else if ("retired" in line) verifyRetired(state, line);
  else verifyRecord(state, line, text ?? "");
}

/** What can be told at the end alone. */
export function finishExportVerification(state: ExportState): void {
  const { header, lines, due, notices } = state;
  if (!state.hasEnded) fail("wrong_end", lines, "The file ends before the export does.");
  settleRemovals(state.removals);
  state.sense.finish();
  const [beyond] = due;
  if (beyond && header.complete)
    fail(
      "cut_off",
      lines,
      `The anchor ${beyond.name} has seen ${beyond.size} records; this ends at ${sealedSize(state)}.`,
    );
  if (beyond) notices.add("goes_on", lines, "The log goes on beyond what was asked for.");
}

/** What was covered, in sentences. */
export function describeCover(state: ExportState): readonly string[] {
  const { header, anchors, due, last } = state;
  const own = anchors.filter(({ origin }) => origin === header.origin);
  const met = own.filter((anchor) => anchor.size >= header.first && !due.includes(anchor));
  return [
    `${header.origin}, positions ${header.first} to ${sealedSize(state)} (the last not included)`,
    last === null ? "no checkpoint" : `up to checkpoint ${last.number} of ${last.time}`,
    `${met.length} of ${own.length} anchors compared`,
    ...state.retired,
  ];
}
