import type { Connection } from "../../database/database.ts";
import { leafHash } from "../merkle/hash.ts";
import type { Edge, Tile } from "../merkle/tile.ts";
import { createEdge, partialTiles } from "../merkle/tile.ts";
import { printRecord } from "../record/record.ts";
import { readBatch } from "./batch.ts";
import type { Tree } from "./ledger-tree.ts";
import { readTiles } from "./ledger-tree.ts";
import type { Batch } from "./stretch.ts";

/** Full tiles that are kept before they are written. */
const tilesAtOnce = 256;

/** What a tree has grown to. */
export interface Grown {
  readonly size: number;
  readonly root: Buffer;
}

/** Appends a batch's leaves to a tree of `size` leaves. */
export async function growTree(connection: Connection, size: number, batch: Batch): Promise<Grown> {
  const tree = { number: batch.tree };
  const edge = await readEdge(connection, tree, size);
  const count = await appendBatch(connection, edge, batch);
  await appendTiles(connection, tree, edge.tiles());
  return { size: size + count, root: edge.root() };
}

async function readEdge(
  connection: Connection,
  tree: Pick<Tree, "number">,
  size: number,
): Promise<Edge> {
  const tiles = await readTiles(connection, tree.number, partialTiles(size));
  return createEdge(size, tiles);
}

/** Appends a batch's leaves; answers how many. */
async function appendBatch(connection: Connection, edge: Edge, batch: Batch): Promise<number> {
  let count = 0;
  let full: Tile[] = [];
  for await (const records of readBatch(connection, batch)) {
    for (const record of records)
      edge.append(leafHash(printRecord(record)), (tile) => full.push(tile));
    count += records.length;
    if (full.length < tilesAtOnce) continue;
    await appendTiles(connection, { number: batch.tree }, full);
    full = [];
  }
  await appendTiles(connection, { number: batch.tree }, full);
  return count;
}

async function appendTiles(
  connection: Connection,
  tree: Pick<Tree, "number">,
  tiles: readonly Tile[],
): Promise<void> {
  if (tiles.length === 0) return;
  await connection.run({
    text: "select purser.append_tiles($1, $2, $3, $4)",
    values: [
      tree.number,
      tiles.map(({ level }) => String(level)),
      tiles.map(({ index }) => String(index)),
      tiles.map(({ hashes }) => `\\x${Buffer.concat(hashes).toString("hex")}`),
    ],
  });
}
