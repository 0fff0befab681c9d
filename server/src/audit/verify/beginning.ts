import { readHash } from "../../config/base64.ts";
import type { VerifierKey } from "../../config/signing-key.ts";
import type { ExportHeader } from "../export/line.ts";
import { countPeaks, createFrontier, type Frontier } from "../merkle/frontier.ts";
import { originOf } from "../note/checkpoint.ts";
import type { LogRecord } from "../record/record.ts";
import { textOf } from "../record/record.ts";
import type { Anchored } from "./anchored.ts";
import { compareAnchor } from "./anchored.ts";
import { type TrustedCheckpoint, trustCheckpoint } from "./trust.ts";
import { fail } from "./verdict.ts";

/** Where an export takes the tree up. */
export interface Beginning {
  /** Null at the beginning of the tree. */
  readonly start: TrustedCheckpoint | null;
  readonly frontier: Frontier;
}

/** The tree to the left of an export. Fails unless a signed checkpoint vouches for it. */
export function beginTree(header: ExportHeader, keys: readonly VerifierKey[]): Beginning {
  const peaks = header.frontier.map(readHash).filter((peak) => peak !== null);
  if (peaks.length !== countPeaks(header.first))
    fail("wrong_frontier", 1, "The edge of the tree does not fit the first position.");
  const frontier = createFrontier(header.first, peaks);
  if (header.checkpoint === null) {
    if (header.first > 0)
      fail("wrong_frontier", 1, "An export from the middle needs its checkpoint.");
    return { start: null, frontier };
  }
  const start = trustCheckpoint(header.checkpoint, keys);
  if (!start)
    return fail("untrusted_checkpoint", 1, "The header's checkpoint is not signed by a given key.");
  if (start.origin !== header.origin)
    fail("wrong_origin", 1, "The header's checkpoint is of another tree.");
  if (start.size !== header.first || !start.root.equals(frontier.root()))
    fail("wrong_frontier", 1, "The edge of the tree is not that of the header's checkpoint.");
  return { start, frontier };
}

/** The first leaf says which tree it is, and which one it goes on from: that one's anchors must agree. */
export function checkBeginning(
  record: LogRecord,
  origin: string,
  anchors: readonly Anchored[],
): void {
  if (record[0] !== "tree" || originOf(textOf(record, "id") ?? "") !== origin)
    fail("wrong_beginning", 2, "The tree does not begin with its own record.", 0);
  const previous = textOf(record, "previous_id");
  const size = Number(textOf(record, "previous_size") ?? 0);
  const root = readHash(textOf(record, "previous_root"));
  for (const anchor of anchors) {
    if (previous === null || anchor.origin !== originOf(previous)) continue;
    if (anchor.size > size)
      fail(
        "cut_off",
        2,
        `The anchor ${anchor.name} has seen ${anchor.size} records of the tree before; this one goes on from ${size}.`,
        0,
      );
    if (anchor.size === size && root) compareAnchor(anchor, root, 2);
  }
}
