import { nodeHash, rootOf } from "./hash.ts";

/** The left edge of what is to come: all that is needed of a tree to append to it and to know its root. */
export interface Frontier {
  readonly append: (leaf: Buffer) => void;
  readonly size: () => number;
  readonly root: () => Buffer;
  /** Roots of the complete subtrees, the largest first: one for each bit that is set in the size. */
  readonly peaks: () => readonly Buffer[];
}

/** Grows on from a tree of `size` leaves. Throws where the peaks are not as many as that size has. */
export function createFrontier(size = 0, peaks: readonly Buffer[] = []): Frontier {
  if (peaks.length !== countPeaks(size)) throw new Error("the frontier does not fit the size");
  const stack = [...peaks];
  let count = size;
  return {
    append: (leaf) => {
      let node = leaf;
      for (let rest = count; rest % 2 === 1; rest = (rest - 1) / 2) {
        const left = stack.pop();
        if (left) node = nodeHash(left, node);
      }
      stack.push(node);
      count += 1;
    },
    size: () => count,
    root: () => rootOf(stack),
    peaks: () => [...stack],
  };
}

/** How many bits are set; sizes go beyond 32 bits. */
export function countPeaks(size: number): number {
  let count = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}
