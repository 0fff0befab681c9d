import type { VerifierKey } from "../../config/signing-key.ts";
import type { TrustedCheckpoint } from "./trust.ts";
import { trustCheckpoint } from "./trust.ts";
import { fail } from "./verdict.ts";

/** A note that was kept outside, and what it is called there. */
export interface AnchoredNote {
  readonly name: string;
  readonly note: string;
}

export interface Anchored extends TrustedCheckpoint {
  readonly name: string;
}

/** The anchored checkpoints, the smallest tree first. Fails on one that nobody we trust signed. */
export function trustAnchors(
  notes: readonly AnchoredNote[],
  keys: readonly VerifierKey[],
): readonly Anchored[] {
  return notes
    .map(({ name, note }) => {
      const checkpoint = trustCheckpoint(note, keys);
      if (!checkpoint)
        return fail(
          "untrusted_checkpoint",
          null,
          `The anchor ${name} is not signed by a given key.`,
        );
      return { ...checkpoint, name };
    })
    .toSorted((a, b) => a.size - b.size || a.number - b.number);
}

/** Fails where an anchor of this size holds another root. */
export function compareAnchor(anchor: Anchored, root: Buffer, line: number | null): void {
  if (!anchor.root.equals(root))
    fail(
      "fork",
      line,
      `The anchor ${anchor.name} holds another tree of ${anchor.size} records: this log is a fork, of a backup perhaps.`,
    );
}
