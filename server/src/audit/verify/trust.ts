import type { VerifierKey } from "../../config/signing-key.ts";
import type { Checkpoint } from "../note/checkpoint.ts";
import { readCheckpoint } from "../note/checkpoint.ts";
import { findSigners, readNote, readSignatureLine } from "../note/note.ts";

/** A checkpoint that keys we trust signed. */
export interface TrustedCheckpoint extends Checkpoint {
  readonly signers: readonly VerifierKey[];
}

/** Reads a checkpoint; null unless it is one and signed by one of the keys. */
export function trustCheckpoint(
  text: string,
  keys: readonly VerifierKey[],
): TrustedCheckpoint | null {
  const note = readNote(text);
  const checkpoint = note && readCheckpoint(note.text);
  const signers = note && findSigners(note.text, note.signatures, keys);
  return checkpoint && signers ? { ...checkpoint, signers } : null;
}

/** Whether one of the keys signed the text, by signature lines beside it. */
export function isSigned(
  text: string,
  lines: readonly string[],
  keys: readonly VerifierKey[],
): boolean {
  const signatures = lines.map(readSignatureLine).filter((signature) => signature !== null);
  return signatures.length === lines.length && findSigners(text, signatures, keys) !== null;
}
