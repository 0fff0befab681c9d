import { leafHash, nodeHash, rootOf } from "../../src/audit/merkle/hash.ts";
import { type LogRecord, printRecord, recordOf } from "../../src/audit/record/record.ts";
import type { RetiredLeaves } from "../../src/audit/record/retired-month.ts";
import {
  batches,
  changed,
  edgeOf,
  logKey,
  records,
  resign,
  type Vector,
  vector,
} from "./example-exports.ts";
import { outOfBand } from "./example-records.ts";
import { type BuiltBatch, type BuiltExport, buildExport, treeId } from "./export-builder.ts";

const intents = "01987654-3210-7000-8000-00000000001a";
const changes = "01987654-3210-7000-8000-00000000001b";
const all = [...records, recordOf("change", outOfBand.slice(1))];

/** The intent, both changes of the operation that stays, and the change that somebody else made. */
const gone = new Map([
  [3, intents],
  [6, changes],
  [7, changes],
  [13, changes],
]);
const ofIntents = retirement(intents, "intent", [3]);
const ofChanges = retirement(changes, "change", [6, 7, 13]);
const retired = built([ofIntents, ofChanges]);

/** Exports of a log that months are gone from. The events that say so stand on lines 21 and 22. */
export const retiredVectors: readonly Vector[] = [
  vector("retired", retired.lines, null, { notices: ["retired"] }),
  vector("retired-from-the-middle", fromCheckpoint(4, [6, 7]), null, { notices: ["retired"] }),
  vector("retired-before", fromCheckpoint(5, []), null),
  vector("retired-operation", withoutOperation(), null, {
    notices: ["out_of_band", "retired", "no_outcome"],
  }),
  vector(
    "retired-too-soon",
    built([retirement(intents, "intent", [3], { month: "2026-09" }), ofChanges]).lines,
    null,
    { notices: ["dated_before_sealing", "retired"] },
  ),
  vector(
    "retired-unexplained",
    built([ofIntents, retirement(changes, "event_read", [6, 7, 13])]).lines,
    ["counts_differ", 8],
  ),
  vector("retired-one-more", changed(retired.lines, 9, /"record":.*$/, '"record":null}'), [
    "record_missing",
    9,
  ]),
  vector("retired-one-more-claimed", claiming(12, changes), ["wrong_retirement", 22]),
  vector("retired-one-less", built([ofIntents, ofChanges], without(7)).lines, [
    "wrong_retirement",
    22,
  ]),
  vector("retired-beginning", claiming(0, intents), ["wrong_beginning", 2]),
  vector("retired-line-dropped", resign(retired.lines.toSpliced(6, 1)), ["wrong_position", 7]),
  vector("retired-unsealed", sealedTogether(), ["wrong_retirement", 20]),
  vector("retired-without-event", built([ofIntents]).lines, ["record_missing", 10]),
  vector("retired-event-altered", changed(retired.lines, 22, /2026-11/, "2026-10"), [
    "record_altered",
    22,
  ]),
  vector("retired-in-a-name", stating({ session: intents }), ["record_missing", 10]),
  vector("retired-unreadable", stating({ rows: 3 }), ["wrong_retirement", 22]),
  vector("retired-no-month", stating({ month: "2026-13" }), ["wrong_retirement", 22]),
  vector("retired-other-leaves", stating({ leaves: leavesOf([5, 7, 13]).leaves }), [
    "wrong_retirement",
    22,
  ]),
  vector("retired-other-rows", stating({ rows: "2" }), ["wrong_retirement", 22]),
  vector("retired-other-first", stating({ first: "5" }), ["wrong_retirement", 22]),
  vector("retired-other-last", stating({ last: "14" }), ["wrong_retirement", 22]),
  vector("retired-other-tree", stating({ tree: intents }), ["wrong_retirement", 22]),
  vector("retired-middle-forged", fromCheckpoint(4, [5, 7]), ["wrong_retirement", 5]),
];

/** What an event states otherwise than it is. */
interface Stated {
  readonly month?: string;
  readonly session?: string;
  readonly tree?: string;
  readonly first?: string;
  readonly last?: string;
  readonly leaves?: string;
  readonly rows?: string | number;
}

function retirement(
  id: string,
  table: string,
  positions: readonly number[],
  { month = "2026-11", session, ...otherwise }: Stated = {},
): LogRecord {
  const { first, last, leaves, rows } = leavesOf(positions);
  const counts = { first: String(first), last: String(last), rows: String(rows) };
  const details = { month, sealed: [{ leaves, tree: treeId, ...counts, ...otherwise }], table };
  return [
    "event",
    "720",
    "2026-11-01 12:00:05+00",
    id,
    "f",
    "audit.retire",
    null,
    session ?? null,
    null,
    null,
    null,
    null,
    null,
    JSON.stringify(details),
  ];
}

function stating(otherwise: Stated): readonly string[] {
  return built([ofIntents, retirement(changes, "change", [6, 7, 13], otherwise)]).lines;
}

function leavesOf(positions: readonly number[]): RetiredLeaves {
  const [first = 0] = positions;
  const leaves = all
    .filter((_, position) => positions.includes(position))
    .map((record) => leafHash(printRecord(record)));
  const chain = leaves.reduce(nodeHash, rootOf([])).toString("base64");
  return { first, last: positions.at(-1) ?? 0, leaves: chain, rows: leaves.length };
}

/** A log in which these events were sealed last. */
function built(events: readonly LogRecord[], lacking = gone): BuiltExport {
  return buildLacking([...batches, { records: [outOfBand] }, { records: events }], lacking);
}

function buildLacking(
  some: readonly BuiltBatch[],
  lacking: ReadonlyMap<number, string>,
): BuiltExport {
  return buildExport(some, logKey, { retired: lacking });
}

function claiming(position: number, event: string): readonly string[] {
  return built([ofIntents, ofChanges], new Map([...gone, [position, event]])).lines;
}

function without(position: number): typeof gone {
  return new Map([...gone].filter(([other]) => other !== position));
}

/** The changes outlive the operation that they name. */
function withoutOperation(): readonly string[] {
  const lacking = new Map([
    [4, intents],
    [5, intents],
  ]);
  return built([retirement(intents, "operation", [4, 5])], lacking).lines;
}

/** Removed before anybody could have kept a checkpoint of it. */
function sealedTogether(): readonly string[] {
  return buildLacking([...batches, { records: [outOfBand, ofChanges] }], without(3)).lines;
}

/** An export that goes on from a checkpoint, and says that these changes are gone before it. */
function fromCheckpoint(number: number, before: readonly number[]): readonly string[] {
  const size = number === 4 ? 13 : 14;
  const rest = [{ records: [outOfBand] }, { records: [ofIntents, ofChanges] }];
  const { first, leaves, rows } = leavesOf(before);
  return buildExport(rest.slice(number - 4), logKey, {
    frontier: edgeOf(all.slice(0, size)),
    number,
    retired: gone,
    header: {
      checkpoint: retired.notes[number - 1] ?? "",
      retired: before.length === 0 ? [] : [{ first, id: changes, leaves, rows }],
    },
  }).lines;
}
