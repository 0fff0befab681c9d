import { resolve } from "node:path";
import { printLine } from "../../src/audit/export/line.ts";
import { leafHash } from "../../src/audit/merkle/hash.ts";
import { consistencyRanges, inclusionRanges, type Range } from "../../src/audit/merkle/range.ts";
import { consistencyFormat, evidenceFormat } from "../../src/audit/prove/evidence.ts";
import { recordOf } from "../../src/audit/record/record.ts";
import type { SigningKey } from "../../src/config/signing-key.ts";
import {
  batches,
  build,
  changed,
  edgeOf,
  logKey,
  otherKey,
  records,
  resign,
  type Vector,
  vector,
  whole,
} from "./example-exports.ts";
import {
  beginning,
  deletion,
  exampleOperation,
  intent,
  outOfBand,
  signIn,
} from "./example-records.ts";
import { type BuiltBatch, buildExport, origin } from "./export-builder.ts";
import { forgedVectors } from "./forged-vectors.ts";
import { retiredVectors } from "./retired-vectors.ts";

export const vectorsFolder = resolve(import.meta.dirname, "../../../docs/reference/audit-vectors");

/** Whole exports, and such as a log can come to without anybody's doing. */
const intact: readonly Vector[] = [
  vector("whole", whole.lines, null),
  vector(
    "from-the-middle",
    buildExport(batches.slice(2), logKey, {
      frontier: edgeOf(records.slice(0, 3)),
      number: 2,
      header: { checkpoint: whole.notes[1] ?? "" },
    }).lines,
    null,
  ),
  vector("key-handed-over", build(signedBy([logKey, otherKey], [otherKey])).lines, null, {
    keys: [logKey, otherKey],
  }),
  vector("key-changed", build(signedBy([otherKey], [otherKey])).lines, null, {
    keys: [logKey, otherKey],
    notices: ["key_changed"],
  }),
  vector("out-of-band", build([...batches, { records: [outOfBand] }]).lines, null, {
    notices: ["out_of_band"],
  }),
  vector("crashed", build([{ records: [...beginning, ...intent] }]).lines, null, {
    notices: ["no_outcome"],
  }),
  vector("clock-stepped-back", stating(3, { time: "2026-11-01 11:59:00+00" }), null, {
    notices: ["dated_after_sealing", "clock_stepped_back"],
  }),
  vector("no-heartbeat", stating(4, { time: "2026-11-01 12:04:00+00" }), null, {
    notices: ["no_heartbeat"],
  }),
];

const added = printLine({
  leaf: null,
  position: null,
  record: recordOf("change", outOfBand.slice(1)),
}).trimEnd();

/** What was done to one, and where that shows. The operation stands on line 8. */
const tampered: readonly Vector[] = [
  vector("record-altered", changed(whole.lines, 8, /duplicate/, "fraud"), ["record_altered", 8]),
  vector("record-missing", changed(whole.lines, 8, /"record":.*$/, '"record":null}'), [
    "record_missing",
    8,
  ]),
  vector("record-added", resign(whole.lines.toSpliced(5, 0, added)), ["record_not_sealed", 6]),
  vector("line-dropped", resign(whole.lines.toSpliced(7, 1)), ["wrong_position", 8]),
  vector("lines-swapped", resign(swap(whole.lines, 7)), ["wrong_position", 8]),
  vector("tail-cut", whole.lines.slice(0, -3), ["wrong_end", 16]),
  vector("tail-cut-and-signed", resign(whole.lines.slice(0, 12)), ["wrong_end", 13]),
  vector("checkpoint-dropped", resign(whole.lines.toSpliced(5, 1)), ["wrong_number", 11]),
  vector("checkpoint-of-another-key", build(signedBy([otherKey], [logKey])).lines, [
    "untrusted_checkpoint",
    12,
  ]),
  vector("all-of-another-key", buildExport(batches, otherKey).lines, ["untrusted_header", 1]),
  vector("not-canonical", changed(whole.lines, 3, /"position":/, '"position": '), [
    "unreadable_line",
    3,
  ]),
  vector("another-root", stating(3, { root: leafHash("another") }), ["wrong_root", 12]),
  vector("another-tree", stating(3, { origin: origin.replace(/1$/, "9") }), ["wrong_origin", 12]),
  vector("another-size", stating(3, { size: 9 }), ["wrong_size", 12]),
  vector(
    "change-without-operation",
    build([{ records: [...beginning, ...deletion.slice(2)] }]).lines,
    ["change_without_operation", 3],
  ),
  vector("change-left-out", build([{ records: [...beginning, ...deletion.slice(0, 3)] }]).lines, [
    "counts_differ",
    3,
  ]),
  vector("no-beginning", build([{ records: signIn }]).lines, ["wrong_beginning", 2]),
];

const evidence: readonly Vector[] = [
  single("evidence", proof([1, 3, 4, 5, 6, 7]), null),
  single("evidence-incomplete", proof([1, 3, 4, 5, 6]), ["counts_differ", 1]),
  single("evidence-of-another", proof([1, 3, 4, 5, 6, 7, 8]), ["incomplete_evidence", 1]),
  single("evidence-altered", proof([4, 5, 6, 7]).replace("duplicate", "fraud"), ["wrong_proof", 1]),
  single("consistency", consistency(), null),
  single("consistency-broken", consistency().replace(/"proof":\[/, `$&"${hashText("no")}",`), [
    "wrong_proof",
    1,
  ]),
];

export const vectors: readonly Vector[] = [
  ...intact,
  ...tampered,
  ...retiredVectors,
  ...forgedVectors,
  ...evidence,
];

function single(name: string, text: string, fault: Vector["fault"]): Vector {
  return { file: `${name}.jsonl`, text: `${text}\n`, keys: [logKey], fault, notices: [] };
}

/** The whole export, where one checkpoint states something else, under a good signature. */
function stating(number: number, checkpoint: NonNullable<BuiltBatch["checkpoint"]>) {
  return build(
    batches.map((batch, index) => (index + 1 === number ? { ...batch, checkpoint } : batch)),
  ).lines;
}

/** The whole export, where others sign the last two checkpoints. */
function signedBy(third: readonly SigningKey[], fourth: readonly SigningKey[]) {
  return batches.map((batch, index) =>
    index < 2 ? batch : { ...batch, signedBy: index === 2 ? third : fourth },
  );
}

function swap(lines: readonly string[], place: number): readonly string[] {
  return lines.toSpliced(place, 2, lines[place + 1] ?? "", lines[place] ?? "");
}

function proof(positions: readonly number[]): string {
  const tree = { from: 0, to: records.length };
  return JSON.stringify({
    checkpoint: whole.notes[3],
    entry: exampleOperation,
    format: evidenceFormat,
    records: positions.map((position) => ({
      position,
      proof: inclusionRanges(position, tree).map(rootText),
      record: records[position],
    })),
    version: 1,
  });
}

function consistency(): string {
  return JSON.stringify({
    checkpoints: [whole.notes[1], whole.notes[2]],
    format: consistencyFormat,
    proof: consistencyRanges(3, { from: 0, to: 8 }).map(rootText),
    version: 1,
  });
}

function rootText({ from, to }: Range): string {
  return edgeOf(records.slice(from, to)).root().toString("base64");
}

function hashText(text: string): string {
  return leafHash(text).toString("base64");
}
