import { nodeHash, rootOf } from "./hash.ts";
import type { Range, Subtree } from "./range.ts";
import { subtreesOf } from "./range.ts";

/** Where a tile lies: its level and its place from the left (c2sp.org/tlog-tiles). */
export interface TileAddress {
  readonly level: number;
  readonly index: number;
}

export interface Tile extends TileAddress {
  /** Up to `tileWidth` of them. */
  readonly hashes: readonly Buffer[];
}

const tileWidth = 256;
const tileHeight = 8;

/** The part of a tree that still grows: at each level the last tile, not yet full. */
export interface Edge {
  /** Appends; whatever tiles that fills are handed to `onFull`. */
  readonly append: (leaf: Buffer, onFull: (tile: Tile) => void) => void;
  /** The tiles that are neither full nor empty. */
  readonly tiles: () => readonly Tile[];
  readonly root: () => Buffer;
}

/** Takes up a tree of `size` leaves by the last, partial tile of each level, the lowest level first. */
export function createEdge(size: number, partial: readonly Tile[]): Edge {
  const levels: { index: number; hashes: Buffer[] }[] = [];
  for (let count = size, level = 0; count > 0; count = Math.floor(count / tileWidth), level += 1) {
    const hashes = partial.find((tile) => tile.level === level)?.hashes ?? [];
    if (hashes.length !== count % tileWidth) throw new Error("a tile does not fit the size");
    levels.push({ index: Math.floor(count / tileWidth), hashes: [...hashes] });
  }
  const append = (level: number, hash: Buffer, onFull: (tile: Tile) => void): void => {
    levels[level] ??= { index: 0, hashes: [] };
    const last = levels[level];
    last.hashes.push(hash);
    if (last.hashes.length < tileWidth) return;
    onFull({ level, index: last.index, hashes: last.hashes });
    const root = rootOf(peaksOf(last.hashes));
    levels[level] = { index: last.index + 1, hashes: [] };
    append(level + 1, root, onFull);
  };
  return {
    append: (leaf, onFull) => append(0, leaf, onFull),
    tiles: () =>
      levels.flatMap((last, level) => (last.hashes.length > 0 ? [{ level, ...last }] : [])),
    root: () => rootOf(levels.toReversed().flatMap(({ hashes }) => peaksOf(hashes))),
  };
}

/** Addresses of the last tile of each level of a tree, where that is not full. */
export function partialTiles(size: number): readonly TileAddress[] {
  const addresses: TileAddress[] = [];
  for (let count = size, level = 0; count > 0; count = Math.floor(count / tileWidth), level += 1)
    if (count % tileWidth > 0) addresses.push({ level, index: Math.floor(count / tileWidth) });
  return addresses;
}

/** The tiles that the root of a range, or its subtrees, are computed from. */
export function tilesOf(range: Range): readonly TileAddress[] {
  return subtreesOf(range).map((subtree) => placeOf(subtree).tile);
}

/** The roots of the complete subtrees of a range, from tiles that were read. Throws where one is missing. */
export function peaksFromTiles(
  range: Range,
  read: (address: TileAddress) => readonly Buffer[],
): readonly Buffer[] {
  return subtreesOf(range).map((subtree) => {
    const { tile, offset, count } = placeOf(subtree);
    const hashes = read(tile).slice(offset, offset + count);
    if (hashes.length < count) throw new Error("a tile of the tree is missing or too short");
    return rootOf(peaksOf(hashes));
  });
}

function placeOf({ height, index }: Subtree) {
  const level = Math.floor(height / tileHeight);
  const count = 2 ** (height % tileHeight);
  const first = index * count;
  return {
    tile: { level, index: Math.floor(first / tileWidth) },
    offset: first % tileWidth,
    count,
  };
}

/** Roots of the complete subtrees over a run of hashes, the largest first. */
function peaksOf(hashes: readonly Buffer[]): readonly Buffer[] {
  return subtreesOf({ from: 0, to: hashes.length }).map(({ height, index }) => {
    let row = hashes.slice(index * 2 ** height, (index + 1) * 2 ** height);
    while (row.length > 1) row = pairUp(row);
    const [root] = row;
    if (!root) throw new Error("a subtree has no leaves");
    return root;
  });
}

function pairUp(row: readonly Buffer[]): Buffer[] {
  const parents: Buffer[] = [];
  for (let place = 0; place + 1 < row.length; place += 2) {
    const [left, right] = [row[place], row[place + 1]];
    if (left && right) parents.push(nodeHash(left, right));
  }
  return parents;
}
