import type { Connection } from "../../database/database.ts";
import { leafHash } from "../merkle/hash.ts";
import type { LogRecord } from "../record/record.ts";
import { printRecord } from "../record/record.ts";
import { readBatch } from "../seal/batch.ts";
import type { StoredCheckpoint } from "../seal/ledger-tree.ts";
import { readCheckpoints, readLeaves } from "../seal/ledger-tree.ts";
import { printLine } from "./line.ts";
import { readRetired } from "./retired-leaves.ts";

/** A checkpoint by its number, null of 0, and the one after it, where there is one. */
export async function readNeighbours(
  connection: Connection,
  tree: number,
  number: number,
): Promise<readonly [StoredCheckpoint | null, StoredCheckpoint | undefined]> {
  const found = await readCheckpoints(connection, tree, number, number + 1);
  return [
    found.find((each) => each.number === number) ?? null,
    found.find((each) => each.number === number + 1),
  ];
}

/**
 * The lines of one checkpoint's records, some at a time, beside the leaves that were sealed. A record that is no longer
 * there leaves its leaf alone, or with the event that removed its month; one that has no leaf, because it was changed
 * or added since, stands alone. In a transaction; again it gives the same lines, if nobody has touched the records.
 */
export async function* sealedLines(
  connection: Connection,
  tree: number,
  before: StoredCheckpoint | null,
  { size, snapshot }: StoredCheckpoint,
): AsyncGenerator<readonly string[]> {
  await connection.run({ text: "set local statement_timeout = '10min'", values: [] });
  await connection.run({
    text: "set local idle_in_transaction_session_timeout = '10min'",
    values: [],
  });
  const from = before?.size ?? 0;
  const leaves = await readLeaves(connection, tree, { from, to: size });
  const places = createPlaces(leaves);
  let next = 0;
  let lines: string[] = [];
  const add = (place: number | null, record: LogRecord | null) => {
    const leaf = place === null ? null : (leaves[place]?.toString("base64") ?? null);
    lines.push(printLine({ leaf, position: place === null ? null : from + place, record }));
  };
  // Read after the records: a month whose rows are not among them was removed before.
  let retired: ReadonlyMap<number, string> | null = null;
  const addMissing = async (upTo: number) => {
    for (; next < upTo; next += 1) {
      retired ??= await readRetired(connection, tree, { from, to: size });
      const [id, leaf] = [retired.get(from + next), leaves[next]?.toString("base64")];
      if (id === undefined || leaf === undefined) add(next, null);
      else lines.push(printLine({ leaf, position: from + next, retired: id }));
    }
  };
  for await (const records of readBatch(connection, {
    tree,
    after: before?.snapshot ?? null,
    snapshot,
  })) {
    for (const record of records) {
      const place = places.find(leafHash(printRecord(record)), next);
      if (place === null) {
        add(null, record);
        continue;
      }
      await addMissing(place);
      add(place, record);
      next = place + 1;
    }
    yield lines;
    lines = [];
  }
  await addMissing(leaves.length);
  if (lines.length > 0) yield lines;
}

/** Finds a hash among the leaves from some place on: as a rule just there. */
function createPlaces(leaves: readonly Buffer[]) {
  let all: ReadonlyMap<string, number> | null = null;
  return {
    find: (hash: Buffer, next: number): number | null => {
      if (leaves[next]?.equals(hash)) return next;
      all ??= new Map(leaves.map((leaf, place) => [leaf.toString("base64"), place]));
      const place = all.get(hash.toString("base64"));
      return place === undefined || place < next ? null : place;
    },
  };
}
