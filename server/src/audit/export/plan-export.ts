import type { SigningKey } from "../../config/signing-key.ts";
import type { Connection } from "../../database/database.ts";
import { originOf } from "../note/checkpoint.ts";
import type { StoredCheckpoint } from "../seal/ledger-tree.ts";
import { readCheckpoints, readPeaks, readTree } from "../seal/ledger-tree.ts";
import { type ExportHeader, exportFormat } from "./line.ts";
import { readRetiredBefore } from "./retired-leaves.ts";

/** What is wanted; positions as digits, or instants. Widened to checkpoints, since nothing else is signed. */
export interface ExportRange {
  readonly tree: number | null;
  readonly from: string | null;
  readonly to: string | null;
}

export interface PlannedExport {
  readonly tree: number;
  readonly header: ExportHeader;
}

/** Decides what an export holds. Throws where nothing is sealed yet. */
export async function planExport(
  connection: Connection,
  { tree: number, from, to }: ExportRange,
  keys: readonly SigningKey[],
  heartbeat: number,
): Promise<PlannedExport> {
  const tree = await readTree(connection, number);
  const newest = await findCheckpoint(connection, tree.number, "number desc", "true");
  if (!newest) throw new Error("Nothing is sealed yet.");
  const start = from === null ? null : await findStart(connection, tree.number, from);
  const end = (to === null ? null : await findEnd(connection, tree.number, to)) ?? newest;
  const first = start?.size ?? 0;
  const [peaks = []] = await readPeaks(connection, tree.number, [{ from: 0, to: first }]);
  return {
    tree: tree.number,
    header: {
      checkpoint: start?.note ?? null,
      complete: end.number === newest.number,
      first,
      format: exportFormat,
      frontier: peaks.map((peak) => peak.toString("base64")),
      heartbeat,
      keys: keys.map((key) => key.verifier.text),
      last: Math.max(end.number, start?.number ?? 0),
      origin: originOf(tree.id),
      retired: await readRetiredBefore(connection, tree.number, first),
      version: 1,
    },
  };
}

function findStart(connection: Connection, tree: number, from: string) {
  const bound = /^\d+$/.test(from) ? "size <= $2::bigint" : "at <= $2::text::timestamptz";
  return findCheckpoint(connection, tree, "number desc", bound, from);
}

function findEnd(connection: Connection, tree: number, to: string) {
  const bound = /^\d+$/.test(to) ? "size >= $2::bigint" : "at >= $2::text::timestamptz";
  return findCheckpoint(connection, tree, "number", bound, to);
}

async function findCheckpoint(
  connection: Connection,
  tree: number,
  order: string,
  bound: string,
  ...values: readonly string[]
): Promise<StoredCheckpoint | null> {
  const { rows } = await connection.run({
    text: `select number from purser.checkpoint where tree = $1 and ${bound} order by ${order} limit 1`,
    values: [tree, ...values],
  });
  const number = Number(rows[0]?.[0] ?? 0);
  const [found] = await readCheckpoints(connection, tree, number, number);
  return found ?? null;
}
