import { type ExportState, sealedSize } from "./export-state.ts";
import { trustCheckpoint } from "./trust.ts";
import { fail } from "./verdict.ts";

/** Compares a checkpoint with the tree that the records before it make up. */
export function verifyCheckpoint(state: ExportState, note: string): void {
  const { header, keys, frontier, lines, last, notices } = state;
  const checkpoint = trustCheckpoint(note, keys);
  if (!checkpoint)
    fail("untrusted_checkpoint", lines, "A checkpoint is not signed by a given key.");
  const { number, origin, size, root, signers } = checkpoint;
  const before = last?.number ?? 0;
  const from = sealedSize(state);
  if (origin !== header.origin)
    fail("wrong_origin", lines, `Checkpoint ${number} is of another tree.`);
  if (number !== before + 1)
    fail("wrong_number", lines, `Checkpoint ${number} does not follow number ${before}.`);
  if (size !== frontier.size())
    fail("wrong_size", lines, `Checkpoint ${number} is over ${size} records, not these.`);
  if (!root.equals(frontier.root()))
    fail("wrong_root", lines, `Checkpoint ${number} sealed others from ${from} on.`, from);
  state.sense.settle();
  state.clock.pass(checkpoint, lines);
  if (last && !signers.some((key) => last.signers.includes(key)))
    notices.add("key_changed", lines, "The key changed, and the old one did not sign the change.");
  state.last = checkpoint;
}
