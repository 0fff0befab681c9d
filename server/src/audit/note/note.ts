import { sign, verify } from "node:crypto";
import { readBase64 } from "../../config/base64.ts";
import type { KeyName, SigningKey, VerifierKey } from "../../config/signing-key.ts";

/** Text and the lines under it that say who signed it (c2sp.org/signed-note). */
export interface Note {
  /** Ends with a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature extends KeyName {
  readonly signature: Buffer;
}

const mostSignatures = 16;

/** A note signed by every one of these keys. The text must end with a newline. */
export function signNote(text: string, keys: readonly SigningKey[]): string {
  return `${text}\n${keys.map((key) => `${signatureLine(text, key)}\n`).join("")}`;
}

/** One key's signature of a text, as a line of a note. */
export function signatureLine(text: string, { name, id, key }: SigningKey): string {
  const signed = Buffer.concat([Buffer.from(id, "hex"), sign(null, Buffer.from(text), key)]);
  return `— ${name} ${signed.toString("base64")}`;
}

/** Takes a note apart, whoever signed it; null where it is none. */
export function readNote(note: string): Note | null {
  const end = note.lastIndexOf("\n\n");
  if (end < 0 || !note.endsWith("\n") || hasControl(note)) return null;
  const signatures = note
    .slice(end + 2, -1)
    .split("\n")
    .map(readSignatureLine);
  const read = signatures.filter((signature) => signature !== null);
  if (read.length !== signatures.length || read.length > mostSignatures) return null;
  return { text: note.slice(0, end + 1), signatures: read };
}

/** Takes a signature line apart; null where it is none. */
export function readSignatureLine(line: string): NoteSignature | null {
  const [, name, encoded] = /^— ([^\s+]+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? [];
  const bytes = readBase64(encoded ?? "");
  if (name === undefined || !bytes || bytes.length < 5) return null;
  return { name, id: bytes.subarray(0, 4).toString("hex"), signature: bytes.subarray(4) };
}

/**
 * Which of these keys signed the text; null where one of them did not sign what bears its name, or none of them
 * signed. Signatures of keys that are not among them say nothing.
 */
export function findSigners(
  text: string,
  signatures: readonly NoteSignature[],
  keys: readonly VerifierKey[],
): readonly VerifierKey[] | null {
  const signers: VerifierKey[] = [];
  for (const { name, id, signature } of signatures) {
    const key = keys.find((each) => each.name === name && each.id === id);
    if (!key) continue;
    if (!verify(null, Buffer.from(text), key.key, signature)) return null;
    signers.push(key);
  }
  return signers.length > 0 ? signers : null;
}

function hasControl(note: string): boolean {
  for (let place = 0; place < note.length; place += 1)
    if (note.charCodeAt(place) < 0x20 && note[place] !== "\n") return true;
  return false;
}
