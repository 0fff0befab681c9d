import { printLine } from "../../src/audit/export/line.ts";
import type { SigningKey } from "../../src/config/signing-key.ts";
import {
  batches,
  build,
  logKey,
  otherKey,
  resign,
  type Vector,
  vector,
  whole,
} from "./example-exports.ts";
import { buildExport } from "./export-builder.ts";

/** Somebody else's key, under the name and id of the one that is trusted. */
const thief: SigningKey = { ...otherKey, name: logKey.name, id: logKey.id };
const signatureStart = 4;

/** The order of Ed25519's group, the least significant byte first (RFC 8032, 5.1). */
const groupOrder = Buffer.from(
  "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010",
  "hex",
);

/** Signatures that a trusted key is said to have made. The third checkpoint stands on line 12. */
export const forgedVectors: readonly Vector[] = [
  checkpointBy("signed-by-a-thief", [thief]),
  checkpointBy("signed-by-both", [logKey, thief]),
  checkpointBy("signed-by-both-the-thief-first", [thief, logKey]),
  vector("signed-by-a-stranger-too", build(thirdBy([logKey, otherKey])).lines, null),
  checkpointWith("signature-altered", (bytes) => bytes.with(40, (bytes[40] ?? 0) ^ 1)),
  checkpointWith("signature-zero", (bytes) => bytes.fill(0, signatureStart)),
  checkpointWith("signature-short", (bytes) => bytes.slice(0, -1)),
  checkpointWith("signature-long", (bytes) => Uint8Array.of(...bytes, 0)),
  checkpointWith("signature-of-another-text", () => signatureOf(whole.notes[1] ?? "")),
  checkpointWith("signature-with-another-scalar", addGroupOrder),
  vector("header-by-a-thief", headerOf(buildExport(batches, thief).lines), ["untrusted_header", 1]),
  vector(
    "trailer-by-a-thief",
    [...whole.lines.slice(0, -1), resign(whole.lines, thief).at(-1) ?? ""],
    ["untrusted_trailer", whole.lines.length],
  ),
];

function thirdBy(signedBy: readonly SigningKey[]) {
  return batches.map((batch, index) => (index === 2 ? { ...batch, signedBy } : batch));
}

function checkpointBy(name: string, signers: readonly SigningKey[]): Vector {
  return vector(name, build(thirdBy(signers)).lines, ["untrusted_checkpoint", 12]);
}

/** The whole export, with other bytes for the signature of the third checkpoint, key id included. */
function checkpointWith(name: string, change: (bytes: Uint8Array) => Uint8Array): Vector {
  const note = whole.notes[2] ?? "";
  const before = signatureOf(note);
  const checkpoint = note.replace(
    Buffer.from(before).toString("base64"),
    Buffer.from(change(Uint8Array.from(before))).toString("base64"),
  );
  const lines = whole.lines.with(11, printLine({ checkpoint }).trimEnd());
  return vector(name, resign(lines), ["untrusted_checkpoint", 12]);
}

function signatureOf(note: string): Uint8Array {
  return Buffer.from(note.trimEnd().split(" ").at(-1) ?? "", "base64");
}

/** Another scalar for the same point: whoever does not look at its size takes it (RFC 8032, 8.4). */
function addGroupOrder(bytes: Uint8Array): Uint8Array {
  let carry = 0;
  return bytes.map((byte, place) => {
    const sum = byte + carry + (groupOrder[place - bytes.length + groupOrder.length] ?? 0);
    carry = sum >> 8;
    return sum;
  });
}

/** The first line of an export, and the rest of the whole one. */
function headerOf([header = ""]: readonly string[]): readonly string[] {
  return resign([header, ...whole.lines.slice(1)]);
}
