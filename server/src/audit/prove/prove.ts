import type { Connection } from "../../database/database.ts";
import { leafHash, rootOf } from "../merkle/hash.ts";
import { consistencyRanges, inclusionRanges } from "../merkle/range.ts";
import type { LogRecord } from "../record/record.ts";
import { printRecord, textOf } from "../record/record.ts";
import type { StoredCheckpoint } from "../seal/ledger-tree.ts";
import { readCheckpoints, readLastCheckpoint, readLeaves, readPeaks } from "../seal/ledger-tree.ts";
import { type EntryRecords, readEntryRecords } from "./entry-records.ts";
import type { Consistency, Evidence, ProvenRecord } from "./evidence.ts";
import { consistencyFormat, evidenceFormat } from "./evidence.ts";

/** Why there is no evidence: no such entry, not sealed yet, too large, or not as it was sealed. */
export type Unproven = "unknown" | "unsealed" | "too_large" | "altered";

/** Everything that proves one entry of the log, as of the newest checkpoint of its tree. */
export async function proveEntry(
  connection: Connection,
  entry: string,
  isAllowed: (records: EntryRecords) => boolean = () => true,
): Promise<Evidence | Unproven> {
  const found = await readEntryRecords(connection, entry);
  if (found === null || !isAllowed(found)) return "unknown";
  if (found.hasMore) return "too_large";
  const newest = await readLastCheckpoint(connection, found.tree);
  if (!newest) return "unsealed";
  const records: ProvenRecord[] = [];
  for (const [xid, some] of Map.groupBy(found.records, (record) => textOf(record, "xid") ?? "")) {
    const proven = await proveTransaction(connection, found.tree, xid, some, newest.size);
    if (typeof proven === "string") return proven;
    records.push(...proven);
  }
  return {
    checkpoint: newest.note,
    entry,
    format: evidenceFormat,
    records: records.toSorted((a, b) => a.position - b.position),
    version: 1,
  };
}

/** What proves that a tree's later checkpoint goes on from an earlier one, by their numbers; null without one of them. */
export async function proveConsistency(
  connection: Connection,
  tree: number,
  older: number,
  newer: number,
): Promise<Consistency | null> {
  const found = await readCheckpoints(connection, tree, older, newer);
  const [first, last] = [found.at(0), found.at(-1)];
  if (first?.number !== older || last?.number !== newer) return null;
  const ranges = first.size === 0 ? [] : consistencyRanges(first.size, { from: 0, to: last.size });
  const peaks = await readPeaks(connection, tree, ranges);
  return {
    checkpoints: [first.note, last.note],
    format: consistencyFormat,
    proof: peaks.map((some) => rootOf(some).toString("base64")),
    version: 1,
  };
}

/** Rows of one transaction are sealed together: their leaves are among those of one checkpoint. */
async function proveTransaction(
  connection: Connection,
  tree: number,
  xid: string,
  records: readonly LogRecord[],
  size: number,
): Promise<readonly ProvenRecord[] | Unproven> {
  const sealed = await findSealing(connection, tree, xid);
  if (!sealed) return "unsealed";
  const leaves = await readLeaves(connection, tree, sealed);
  const places = new Map(
    leaves.map((leaf, place) => [leaf.toString("base64"), sealed.from + place]),
  );
  const positions = records.map((record) =>
    places.get(leafHash(printRecord(record)).toString("base64")),
  );
  const whole = { from: 0, to: size };
  const paths = positions.map((position) => inclusionRanges(position ?? 0, whole));
  const hashes = (await readPeaks(connection, tree, paths.flat())).map((some) =>
    rootOf(some).toString("base64"),
  );
  const proven: ProvenRecord[] = [];
  for (const [index, record] of records.entries()) {
    const position = positions[index];
    if (position === undefined) return "altered";
    proven.push({ position, proof: hashes.splice(0, paths[index]?.length ?? 0), record });
  }
  return proven;
}

/** The positions among which a transaction's rows were sealed. */
async function findSealing(connection: Connection, tree: number, xid: string) {
  const { rows } = await connection.run({
    text: `select number from purser.checkpoint
      where tree = $1 and pg_snapshot_xmax(snapshot) > $2::xid8 and pg_visible_in_snapshot($2::xid8, snapshot)
      order by pg_snapshot_xmax(snapshot), number limit 1`,
    values: [tree, xid],
  });
  const number = Number(rows[0]?.[0] ?? 0);
  const found = await readCheckpoints(connection, tree, number - 1, number);
  const sealing = found.find((each) => each.number === number);
  return sealing && { from: sizeBefore(found, number), to: sealing.size };
}

function sizeBefore(found: readonly StoredCheckpoint[], number: number): number {
  return found.find((each) => each.number === number - 1)?.size ?? 0;
}
