import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFrontier } from "../../src/audit/merkle/frontier.ts";
import { leafHash, nodeHash, rootOf } from "../../src/audit/merkle/hash.ts";
import { rootFromInclusion, rootsFromConsistency } from "../../src/audit/merkle/proof.ts";
import { consistencyRanges, inclusionRanges, type Range } from "../../src/audit/merkle/range.ts";
import { createEdge, peaksFromTiles, type Tile } from "../../src/audit/merkle/tile.ts";

const leaves = Array.from({ length: 70_000 }, (_, place) => leafHash(String(place)));

/** The root as RFC 6962, 2.1, defines it: word for word, and slowly. */
function rootByDefinition({ from, to }: Range): Buffer {
  const [only] = leaves.slice(from, from + 1);
  if (to - from === 1 && only) return only;
  let k = 1;
  while (k * 2 < to - from) k *= 2;
  return nodeHash(
    rootByDefinition({ from, to: from + k }),
    rootByDefinition({ from: from + k, to }),
  );
}

/** A tree of the first leaves, by tiles; appended in as many steps as there are sizes. */
function growTiles(...sizes: readonly number[]) {
  const tiles = new Map<string, readonly Buffer[]>();
  const keep = ({ level, index, hashes }: Tile) => void tiles.set(`${level}/${index}`, [...hashes]);
  let partial: readonly Tile[] = [];
  let size = 0;
  let root = rootOf([]);
  for (const next of sizes) {
    const edge = createEdge(size, partial);
    for (; size < next; size += 1) edge.append(leaves[size] ?? Buffer.alloc(0), keep);
    partial = edge.tiles();
    partial.forEach(keep);
    root = edge.root();
  }
  return {
    root,
    read: (at: { level: number; index: number }) => tiles.get(`${at.level}/${at.index}`) ?? [],
  };
}

/** Leaves in hex and the roots over the first of them, as the reference log of RFC 6962 is tested with. */
const known = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
];

test.each([
  [0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  [1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"],
  [2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
  [3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"],
  [8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"],
])("the root of %i known leaves is the known one", (size, root) => {
  const frontier = createFrontier();
  for (const hex of known.slice(0, size))
    frontier.append(leafHash(Buffer.from(hex, "hex").toString()));
  expect(frontier.root().toString("hex")).toBe(root);
});

describe("a tree has the root that RFC 6962 defines", () => {
  const size = fc.integer({ min: 1, max: 1_500 });

  test("by its frontier, wherever that was taken up", () => {
    fc.assert(
      fc.property(size, size, (first, more) => {
        const begun = createFrontier();
        for (const leaf of leaves.slice(0, first)) begun.append(leaf);
        const resumed = createFrontier(first, begun.peaks());
        for (const leaf of leaves.slice(first, first + more)) resumed.append(leaf);
        expect(resumed.root()).toEqual(rootByDefinition({ from: 0, to: first + more }));
      }),
      { numRuns: 40 },
    );
  });

  test("by its tiles, however often it was appended to", () => {
    fc.assert(
      fc.property(size, size, (first, more) => {
        const { root, read } = growTiles(first, first, first + more);
        const whole = { from: 0, to: first + more };
        expect(root).toEqual(rootByDefinition(whole));
        expect(rootOf(peaksFromTiles(whole, read))).toEqual(root);
      }),
      { numRuns: 40 },
    );
  });

  test("over three levels of tiles", () => {
    const { root, read } = growTiles(65_535, 65_536, 65_537, 70_000);
    expect(root).toEqual(rootByDefinition({ from: 0, to: 70_000 }));
    expect(read({ level: 2, index: 0 })).toHaveLength(1);
  });
});

describe("a proof", () => {
  const { read } = growTiles(700);
  const hashOf = (range: Range) => rootOf(peaksFromTiles(range, read));
  const treeSize = fc.integer({ min: 1, max: 700 });

  test("of inclusion holds for its leaf at its place in its tree, and for no other", () => {
    fc.assert(
      fc.property(treeSize, fc.nat(699), fc.nat(699), (size, some, other) => {
        const position = some % size;
        const whole = { from: 0, to: size };
        const proof = inclusionRanges(position, whole).map(hashOf);
        const leaf = leaves[position] ?? Buffer.alloc(0);
        const root = rootByDefinition(whole);
        expect(rootFromInclusion(leaf, position, size, proof)).toEqual(root);
        expect(rootFromInclusion(leafHash("no"), position, size, proof)).not.toEqual(root);
        if (other % size !== position)
          expect(rootFromInclusion(leaf, other % size, size, proof)).not.toEqual(root);
        expect(rootFromInclusion(leaf, position, size, [...proof, leaf])).toBeNull();
        expect(rootFromInclusion(leaf, size, size, proof)).toBeNull();
      }),
      { numRuns: 200 },
    );
  });

  test("of consistency holds for its two trees, and for no other", () => {
    fc.assert(
      fc.property(treeSize, treeSize, (a, b) => {
        const [older, newer] = [Math.min(a, b), Math.max(a, b)];
        const proof = consistencyRanges(older, { from: 0, to: newer }).map(hashOf);
        const roots = [older, newer].map((to) => rootByDefinition({ from: 0, to }));
        const [oldRoot = Buffer.alloc(0)] = roots;
        expect(rootsFromConsistency(oldRoot, older, newer, proof)).toEqual(roots);
        const forged = leafHash("no");
        expect(rootsFromConsistency(forged, older, newer, proof)).not.toEqual([forged, roots[1]]);
        expect(rootsFromConsistency(oldRoot, older, newer, [...proof, oldRoot])).toBeNull();
      }),
      { numRuns: 200 },
    );
  });
});
