import { createHash } from "node:crypto";
import { readHash } from "../../config/base64.ts";
import type { VerifierKey } from "../../config/signing-key.ts";
import type { Line } from "../export/line.ts";
import { readLine, signedText } from "../export/line.ts";
import type { ReadLine } from "../export/read-lines.ts";
import { leafHash } from "../merkle/hash.ts";
import type { Anchored } from "./anchored.ts";
import { compareAnchor } from "./anchored.ts";
import { beginTree, checkBeginning } from "./beginning.ts";
import { createClock } from "./clock.ts";
import type { Notices } from "./notices.ts";
import { createSense } from "./sense.ts";
import { isSigned, type TrustedCheckpoint, trustCheckpoint } from "./trust.ts";
import { fail } from "./verdict.ts";

type HeaderLine = Extract<Line, { readonly header: unknown }>;
type RecordLine = Extract<Line, { readonly position: unknown }>;
type TrailerLine = Extract<Line, { readonly trailer: unknown }>;

/** An export under verification. Throws `FaultFound` at the first thing that is wrong. */
export interface ExportVerification {
  readonly read: (line: ReadLine) => void;
  /** What was covered. */
  readonly finish: () => readonly string[];
  readonly covered: () => readonly string[];
}

/** Verifies an export line by line (docs/reference/audit-log.md), holding no more of it than the tree's edge. */
export function createExportVerification(
  { header, signatures }: HeaderLine,
  first: ReadLine,
  keys: readonly VerifierKey[],
  anchors: readonly Anchored[],
  notices: Notices,
): ExportVerification {
  if (!isSigned(signedText(header), signatures, keys))
    fail("untrusted_header", 1, "The header is not signed by a given key.");
  const { start, frontier } = beginTree(header, keys);
  const own = anchors.filter((anchor) => anchor.origin === header.origin);
  const due = own.filter((anchor) => anchor.size >= header.first);
  const sense = createSense(notices);
  const clock = createClock(notices, header.heartbeat, start?.time ?? null);
  const digest = createHash("sha256").update(first.bytes);
  let lines = 1;
  let last: TrustedCheckpoint | null = start;
  let sealed = header.first;
  let ended = false;

  const meetAnchors = (line: number) => {
    for (let next = due[0]; next && next.size === frontier.size(); next = due[0]) {
      compareAnchor(next, frontier.root(), line);
      due.shift();
    }
  };
  const readRecord = ({ leaf, position, record }: RecordLine, text: string, line: number) => {
    if (leaf === null || position === null)
      return fail(
        "record_not_sealed",
        line,
        "A record was changed or added after its time was sealed.",
      );
    if (position !== frontier.size())
      fail(
        "wrong_position",
        line,
        `Record ${position} stands where ${frontier.size()} belongs.`,
        position,
      );
    const hash = readHash(leaf);
    if (record === null || !hash)
      return fail(
        "record_missing",
        line,
        "A record that was sealed is no longer in the log.",
        position,
      );
    if (!leafHash(recordText(text)).equals(hash))
      fail("record_altered", line, "A record is not as it was sealed.", position);
    if (position === 0) checkBeginning(record, header.origin, anchors);
    sense.read(record, line);
    clock.read(record, line);
    frontier.append(hash);
    meetAnchors(line);
  };
  const readCheckpoint = (note: string, line: number) => {
    const checkpoint = trustCheckpoint(note, keys);
    if (!checkpoint)
      return fail("untrusted_checkpoint", line, "A checkpoint is not signed by a given key.");
    const what = `Checkpoint ${checkpoint.number}`;
    if (checkpoint.origin !== header.origin)
      fail("wrong_origin", line, `${what} is of another tree.`);
    if (checkpoint.number !== (last?.number ?? 0) + 1)
      fail("wrong_number", line, `${what} does not follow number ${last?.number ?? 0}.`);
    if (checkpoint.size !== frontier.size())
      fail(
        "wrong_size",
        line,
        `${what} is over ${checkpoint.size} records, where there are ${frontier.size()}.`,
      );
    if (!checkpoint.root.equals(frontier.root()))
      fail("wrong_root", line, `${what} sealed other records from position ${sealed} on.`, sealed);
    sense.settle();
    clock.pass(checkpoint, line);
    if (last && !checkpoint.signers.some((key) => last?.signers.includes(key)))
      notices.add(
        "key_changed",
        line,
        "The key changed, and the one before did not sign the change.",
      );
    last = checkpoint;
    sealed = checkpoint.size;
  };
  const readTrailer = ({ signatures, trailer }: TrailerLine) => {
    if (trailer.sha256 !== digest.copy().digest("base64"))
      fail("bytes_differ", lines, "Something before the last line was changed.");
    if (trailer.lines !== lines - 1 || trailer.records !== frontier.size() - header.first)
      fail("bytes_differ", lines, "Lines before the last one are missing, or too many.");
    if (!isSigned(signedText(trailer), signatures, keys))
      fail("untrusted_trailer", lines, "The last line is not signed by a given key.");
    if ((last?.number ?? 0) !== header.last || sealed !== frontier.size())
      fail(
        "wrong_end",
        lines,
        "The export does not end with the checkpoint that it should end with.",
      );
    ended = true;
  };

  meetAnchors(1);
  return {
    read: ({ text, bytes, isWhole }) => {
      lines += 1;
      const line = text === null || !isWhole ? null : readLine(text);
      if (!line || "header" in line || ended)
        return fail(
          "unreadable_line",
          lines,
          "This is no line of an export, or not written as one.",
        );
      if ("trailer" in line) return readTrailer(line);
      digest.update(bytes);
      if ("position" in line) readRecord(line, text ?? "", lines);
      else readCheckpoint(line.checkpoint, lines);
    },
    finish: () => {
      if (!ended) fail("wrong_end", lines, "The file ends before the export does.");
      sense.finish();
      const [beyond] = due;
      if (beyond && header.complete)
        fail(
          "cut_off",
          lines,
          `The anchor ${beyond.name} has seen ${beyond.size} records; the export ends at ${sealed}.`,
        );
      if (beyond) notices.add("goes_on", lines, "The log goes on beyond what was asked for.");
      return cover();
    },
    covered: cover,
  };

  function cover(): readonly string[] {
    const met = own.filter((anchor) => anchor.size >= header.first && !due.includes(anchor));
    return [
      `${header.origin}, positions ${header.first} to ${sealed} (the last not included)`,
      last === null ? "no checkpoint" : `up to checkpoint ${last.number} of ${last.time}`,
      `${met.length} of ${own.length} anchors compared`,
    ];
  }
}

const recordMember = '"record":';

/** A leaf's bytes as they stand in a line: the line is canonical, and so is what stands in it. */
function recordText(line: string): string {
  return line.slice(line.indexOf(recordMember) + recordMember.length, -1);
}
