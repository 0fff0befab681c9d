import type { Hash } from "node:crypto";
import type { VerifierKey } from "../../config/signing-key.ts";
import type { ExportHeader } from "../export/line.ts";
import type { Frontier } from "../merkle/frontier.ts";
import type { Anchored } from "./anchored.ts";
import { compareAnchor } from "./anchored.ts";
import type { Clock } from "./clock.ts";
import type { Notices } from "./notices.ts";
import type { Removal } from "./removal.ts";
import type { Sense } from "./sense.ts";
import type { TrustedCheckpoint } from "./trust.ts";

/** How far the verification of an export has come: no more of it than the tree's edge. */
export interface ExportState {
  readonly header: ExportHeader;
  readonly keys: readonly VerifierKey[];
  readonly anchors: readonly Anchored[];
  /** Anchors of this tree that lie ahead, the nearest first. */
  readonly due: Anchored[];
  readonly frontier: Frontier;
  readonly sense: Sense;
  readonly clock: Clock;
  readonly notices: Notices;
  /** Leaves without records, by the event that is to answer for them. */
  readonly removals: Map<string, Removal>;
  /** The months whose removal was found to be as stated, in sentences. */
  readonly retired: string[];
  /** Over every byte before the trailer. */
  readonly digest: Hash;
  /** Lines read, this one included. */
  lines: number;
  /** The last checkpoint; null before the first. */
  last: TrustedCheckpoint | null;
  hasEnded: boolean;
}

/** Position up to which checkpoints vouch. */
export function sealedSize({ last, header }: ExportState): number {
  return last?.size ?? header.first;
}

/** Compares the tree with the anchors of its present size. */
export function meetAnchors({ due, frontier, lines }: ExportState): void {
  for (let [next] = due; next?.size === frontier.size(); [next] = due) {
    compareAnchor(next, frontier.root(), lines);
    due.shift();
  }
}
