import type { Connection, TextRow } from "../../database/database.ts";
import type { Range } from "../merkle/range.ts";
import type { Tile, TileAddress } from "../merkle/tile.ts";
import { peaksFromTiles, tilesOf } from "../merkle/tile.ts";

/** The tree that grows in this ledger. */
export interface Tree {
  readonly number: number;
  readonly id: string;
  readonly cluster: string;
}

/** A checkpoint as the ledger keeps it. */
export interface StoredCheckpoint {
  readonly number: number;
  readonly size: number;
  readonly snapshot: string;
  readonly at: string;
  readonly note: string;
}

const hashLength = 32;

/** A tree by its number; the newest where none is given. Throws where there is none. */
export async function readTree(
  connection: Connection,
  number: number | null = null,
): Promise<Tree> {
  const { rows } = await connection.run({
    text: "select number, id, cluster from purser.tree where $1::smallint is null or number = $1 order by number desc limit 1",
    values: [number],
  });
  const [found, id, cluster] = rows[0] ?? [];
  if (!found || !id || !cluster) throw new Error("the ledger has no such tree");
  return { number: Number(found), id, cluster };
}

const columns = "number, size, snapshot, at, note";

/** The last checkpoint of a tree; null where it has none. */
export async function readLastCheckpoint(
  connection: Connection,
  tree: number,
): Promise<StoredCheckpoint | null> {
  const { rows } = await connection.run({
    text: `select ${columns} from purser.checkpoint where tree = $1 order by number desc limit 1`,
    values: [tree],
  });
  return rows[0] ? checkpointOf(rows[0]) : null;
}

/** Checkpoints of a tree by number, the first and the last included. */
export async function readCheckpoints(
  connection: Connection,
  tree: number,
  first: number,
  last: number,
): Promise<readonly StoredCheckpoint[]> {
  const { rows } = await connection.run({
    text: `select ${columns} from purser.checkpoint where tree = $1 and number between $2 and $3 order by number`,
    values: [tree, first, last],
  });
  return rows.map(checkpointOf);
}

function checkpointOf([number, size, snapshot, at, note]: TextRow): StoredCheckpoint {
  return {
    number: Number(number),
    size: Number(size),
    snapshot: snapshot ?? "",
    at: at ?? "",
    note: note ?? "",
  };
}

/** Tiles by address; one that is not there is left out. */
export async function readTiles(
  connection: Connection,
  tree: number,
  addresses: readonly TileAddress[],
): Promise<readonly Tile[]> {
  const { rows } = await connection.run({
    text: `select t.level, t.index, t.hashes from purser.tile as t
      join (select distinct * from unnest($2::smallint[], $3::bigint[])) as wanted (level, index) using (level, index)
      where t.tree = $1`,
    values: [
      tree,
      addresses.map(({ level }) => String(level)),
      addresses.map(({ index }) => String(index)),
    ],
  });
  return rows.map(([level, index, hashes]) => ({
    level: Number(level),
    index: Number(index),
    hashes: splitHashes(Buffer.from(hashes?.slice(2) ?? "", "hex")),
  }));
}

/** The roots of the complete subtrees of each range. */
export async function readPeaks(
  connection: Connection,
  tree: number,
  ranges: readonly Range[],
): Promise<readonly (readonly Buffer[])[]> {
  const tiles = await readTiles(connection, tree, ranges.flatMap(tilesOf));
  const byAddress = new Map(tiles.map((tile) => [addressText(tile), tile.hashes]));
  return ranges.map((range) =>
    peaksFromTiles(range, (address) => byAddress.get(addressText(address)) ?? []),
  );
}

/** Hashes of the leaves of a range. */
export async function readLeaves(
  connection: Connection,
  tree: number,
  { from, to }: Range,
): Promise<readonly Buffer[]> {
  const { rows } = await connection.run({
    text: "select hashes from purser.tile where tree = $1 and level = 0 and index between $2 / 256 and ($3 - 1) / 256 order by index",
    values: [tree, from, to],
  });
  const start = from - (from % 256);
  return rows
    .flatMap(([hashes]) => splitHashes(Buffer.from(hashes?.slice(2) ?? "", "hex")))
    .slice(from - start, to - start);
}

function splitHashes(bytes: Buffer): readonly Buffer[] {
  return Array.from({ length: bytes.length / hashLength }, (_, place) =>
    bytes.subarray(place * hashLength, (place + 1) * hashLength),
  );
}

function addressText({ level, index }: TileAddress): string {
  return `${level}/${index}`;
}
