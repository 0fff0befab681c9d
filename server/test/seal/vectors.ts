import { resolve } from "node:path";
import { printLine } from "../../src/audit/export/line.ts";
import { createFrontier } from "../../src/audit/merkle/frontier.ts";
import { leafHash, rootOf } from "../../src/audit/merkle/hash.ts";
import { consistencyRanges, inclusionRanges, type Range } from "../../src/audit/merkle/range.ts";
import { consistencyFormat, evidenceFormat } from "../../src/audit/prove/evidence.ts";
import { type LogRecord, printRecord } from "../../src/audit/record/record.ts";
import type { FaultCode, NoticeCode } from "../../src/audit/verify/verdict.ts";
import { readSigningKey, type SigningKey } from "../../src/config/signing-key.ts";
import {
  afterwards,
  beginning,
  deletion,
  exampleOperation,
  intent,
  outOfBand,
  signIn,
} from "./example-records.ts";
import { type BuiltBatch, buildExport, endExport, origin, timeOf } from "./export-builder.ts";

export const vectorsFolder = resolve(import.meta.dirname, "../../../docs/reference/audit-vectors");

/** A file, and what both verifiers must say of it. */
export interface Vector {
  readonly file: string;
  readonly text: string;
  /** Code and line; null of a file that is as it was sealed. */
  readonly fault: readonly [code: FaultCode, line: number] | null;
  readonly notices: readonly NoticeCode[];
}

/** Published with the vectors: nothing but them is signed with these. */
const secrets = {
  log: "PRIVATE+KEY+vectors.example/log+2b6ac5ee+AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g",
  other: "PRIVATE+KEY+vectors.example/other+7b0c7c0d+ASAfHh0cGxoZGBcWFRQTEhEQDw4NDAsKCQgHBgUEAwIB",
};

export const logKey = keyOf(secrets.log);
const otherKey = keyOf(secrets.other);

const batches: readonly BuiltBatch[] = [
  { records: [...beginning, ...signIn] },
  { records: [] },
  { records: [...intent, ...deletion] },
  { records: afterwards },
];
const all = batches.flatMap(({ records }) => records);
const whole = buildExport(batches, logKey);
const middle = createFrontier();
for (const record of all.slice(0, 3)) middle.append(leafHash(printRecord(record)));
const lineOfDeletion = 8;

export const vectors: readonly Vector[] = [
  ok("whole", whole.lines),
  ok(
    "from-the-middle",
    buildExport(batches.slice(2), logKey, {
      frontier: middle,
      number: 2,
      header: { checkpoint: whole.notes[1] ?? "" },
    }).lines,
  ),
  ok("key-handed-over", buildExport(handedOver([logKey, otherKey]), logKey).lines),
  ok("key-changed", buildExport(handedOver([otherKey]), logKey).lines, ["key_changed"]),
  ok(
    "out-of-band",
    buildExport([...batches, { records: [outOfBand] }], logKey).lines,
    ["out_of_band"],
  ),
  ok(
    "crashed",
    buildExport([{ records: [...beginning, ...intent] }], logKey).lines,
    ["no_outcome"],
  ),
  ok(
    "clock-stepped-back",
    buildExport(withCheckpoint(3, { time: "2026-11-01 11:59:00+00" }), logKey).lines,
    ["dated_after_sealing", "clock_stepped_back"],
  ),
  ok(
    "no-heartbeat",
    buildExport(withCheckpoint(3, { time: "2026-11-01 12:04:00+00" }), logKey).lines,
    ["no_heartbeat"],
  ),
  bad("record-altered", replaceLine(lineOfDeletion, /duplicate/, "fraud"), "record_altered", lineOfDeletion),
  bad("record-missing", replaceLine(lineOfDeletion, /"record":.*$/, '"record":null}'), "record_missing", lineOfDeletion),
  bad(
    "record-added",
    resigned(whole.lines.toSpliced(5, 0, print({ leaf: null, position: null, record: outOfBand }))),
    "record_not_sealed",
    6,
  ),
  bad("line-dropped", resigned(whole.lines.toSpliced(lineOfDeletion - 1, 1)), "wrong_position", lineOfDeletion),
  bad("lines-swapped", resigned(swapped(whole.lines, 8)), "wrong_position", 9),
  bad("tail-cut", whole.lines.slice(0, -3), "wrong_end", 17),
  bad("tail-cut-and-signed", resigned(whole.lines.slice(0, -7), true), "wrong_end", 14),
  bad("checkpoint-dropped", resigned(whole.lines.toSpliced(5, 1)), "wrong_number", 11),
  bad("checkpoint-of-another-key", buildExport([{ records: beginning, signedBy: [otherKey] }], logKey).lines, "untrusted_checkpoint", 3, [logKey]),
  bad("all-of-another-key", buildExport(batches, otherKey).lines, "untrusted_header", 1, [logKey]),
  bad("not-canonical", replaceLine(3, /"position":/, '"position": '), "unreadable_line", 3),
  bad("another-root", buildExport(withCheckpoint(2, { root: leafHash("another") }), logKey).lines, "wrong_root", 12),
  bad("another-tree", buildExport(withCheckpoint(2, { origin: `${origin.slice(0, -1)}9` }), logKey).lines, "wrong_origin", 12),
  bad(
    "change-without-operation",
    buildExport([{ records: [...beginning, ...deletion.slice(2)] }], logKey).lines,
    "change_without_operation",
    3,
  ),
  bad(
    "change-left-out",
    buildExport([{ records: [...beginning, ...deletion.slice(0, 3)] }], logKey).lines,
    "counts_differ",
    3,
  ),
  bad("no-beginning", buildExport([{ records: signIn }], logKey).lines, "wrong_beginning", 2),
  single("evidence", evidence([2, ...range(3, 8)])),
  single("evidence-incomplete", evidence([1, 3, 4, 5, 6]), "counts_differ"),
  single("evidence-altered", evidence(range(3, 8)).replace("duplicate", "fraud"), "wrong_proof"),
  single("evidence-of-another", evidence([2, ...range(3, 9)]), "incomplete_evidence"),
  single("consistency", consistency(3, 8)),
  single("consistency-broken", consistency(3, 8, [leafHash("no")]), "wrong_proof"),
];

function ok(file: string, lines: readonly string[], notices: readonly NoticeCode[] = []): Vector {
  return { file: `${file}.jsonl`, text: textOf(lines), fault: null, notices };
}

function bad(
  file: string,
  lines: readonly string[],
  code: FaultCode,
  line: number,
  _keys: readonly SigningKey[] = [],
): Vector {
  return { file: `${file}.jsonl`, text: textOf(lines), fault: [code, line], notices: [] };
}

function single(file: string, text: string, code?: FaultCode): Vector {
  return { file: `${file}.json`, text: `${text}\n`, fault: code ? [code, 1] : null, notices: [] };
}
