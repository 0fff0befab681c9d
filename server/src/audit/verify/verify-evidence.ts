import { readHash } from "../../config/base64.ts";
import type { VerifierKey } from "../../config/signing-key.ts";
import { type Disclosure, isOpening } from "../disclose.ts";
import { leafHash } from "../merkle/hash.ts";
import { rootFromInclusion, rootsFromConsistency } from "../merkle/proof.ts";
import type { Consistency, Evidence, ProvenRecord } from "../prove/evidence.ts";
import type { LogRecord } from "../record/record.ts";
import { printRecord, textOf } from "../record/record.ts";
import { committedIn, sideOf } from "../record/side.ts";
import type { Anchored } from "./anchored.ts";
import { compareAnchor } from "./anchored.ts";
import type { Notices } from "./notices.ts";
import { createSense } from "./sense.ts";
import { trustCheckpoint } from "./trust.ts";
import { fail } from "./verdict.ts";

/** Verifies what proves one entry. Throws `FaultFound` at the first thing that is wrong; answers what was covered. */
export function verifyEvidence(
  evidence: Evidence,
  keys: readonly VerifierKey[],
  anchors: readonly Anchored[],
  notices: Notices,
): readonly string[] {
  const checkpoint = trustCheckpoint(evidence.checkpoint, keys);
  if (!checkpoint)
    return fail("untrusted_checkpoint", 1, "The checkpoint is not signed by a given key.");
  for (const { position, proof, record } of evidence.records) {
    const leaf = leafHash(printRecord(record));
    const root = rootFromInclusion(leaf, position, checkpoint.size, readHashes(proof));
    if (!root?.equals(checkpoint.root))
      fail(
        "wrong_proof",
        1,
        `Record ${position} is not as it was sealed, or its proof is another's.`,
        position,
      );
  }
  for (const anchor of anchors)
    if (anchor.origin === checkpoint.origin && anchor.size === checkpoint.size)
      compareAnchor(anchor, checkpoint.root, 1);
  const records = evidence.records.map(({ record }) => record);
  checkEntry(evidence.entry, records);
  const sense = createSense(notices);
  for (const record of records) sense.read(record, 1);
  sense.finish();
  const { disclosures = [] } = evidence;
  for (const disclosure of disclosures) checkDisclosure(disclosure, evidence.records);
  return [
    `entry ${evidence.entry}: ${records.length} records`,
    ...disclosures.map(
      ({ change, field, side, value }) =>
        `disclosed: ${JSON.stringify(field)} ${side} change ${change} was ${JSON.stringify(value)}`,
    ),
    `${checkpoint.origin}, checkpoint ${checkpoint.number} of ${checkpoint.time}`,
  ];
}

/** Fails where the entry itself is missing, or a record belongs to another one. */
function checkEntry(entry: string, records: readonly LogRecord[]): void {
  const main = records.find(
    (record) => ["operation", "event"].includes(record[0]) && textOf(record, "id") === entry,
  );
  if (!main) fail("incomplete_evidence", 1, "The entry itself is missing.");
  for (const record of records) {
    const ids = [textOf(record, "id"), textOf(record, "operation_id")];
    const isSession = record[0] === "session" && ids[0] === textOf(main, "session_id");
    if (!isSession && !ids.includes(entry))
      fail("incomplete_evidence", 1, `A record of table ${record[0]} belongs to another entry.`);
  }
}

/** Fails unless salt and value open a commitment of one of the changes. */
function checkDisclosure(disclosure: Disclosure, records: readonly ProvenRecord[]): void {
  const { change, field, side } = disclosure;
  const found = records.find(
    ({ record }) => record[0] === "change" && textOf(record, "id") === change,
  );
  const commitment =
    found && committedIn(found.record).includes(field) ? sideOf(found.record, side)?.[field] : null;
  if (typeof commitment !== "string" || !isOpening(disclosure, commitment))
    fail(
      "wrong_disclosure",
      1,
      `What is disclosed as ${JSON.stringify(field)} is not what the record was made with.`,
      found?.position,
    );
}

/** Verifies that a later checkpoint goes on from an earlier one; answers what was covered. */
export function verifyConsistency(
  { checkpoints, proof }: Consistency,
  keys: readonly VerifierKey[],
  anchors: readonly Anchored[],
): readonly string[] {
  const [older, newer] = checkpoints.map((note) => trustCheckpoint(note, keys));
  if (!older || !newer)
    return fail("untrusted_checkpoint", 1, "A checkpoint is not signed by a given key.");
  if (older.origin !== newer.origin) fail("wrong_origin", 1, "The checkpoints are of two trees.");
  const roots = rootsFromConsistency(older.root, older.size, newer.size, readHashes(proof));
  if (!roots?.[0].equals(older.root) || !roots[1].equals(newer.root))
    fail("wrong_proof", 1, "The later checkpoint does not go on from the earlier one.");
  for (const anchor of anchors)
    for (const each of [older, newer])
      if (anchor.origin === each.origin && anchor.size === each.size)
        compareAnchor(anchor, each.root, 1);
  return [
    `${newer.origin}, checkpoint ${older.number} is the beginning of checkpoint ${newer.number}`,
  ];
}

function readHashes(texts: readonly string[]): readonly Buffer[] {
  return texts.flatMap((text) => readHash(text) ?? []);
}
