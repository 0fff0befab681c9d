import { nodeHash } from "./hash.ts";
import { leftSize } from "./range.ts";

/** The root that a leaf at this place and its proof make up; null where the proof has another length. */
export function rootFromInclusion(
  leaf: Buffer,
  position: number,
  size: number,
  proof: readonly Buffer[],
): Buffer | null {
  if (position >= size) return null;
  const rest = [...proof];
  const climb = (at: number, count: number): Buffer | null => {
    if (count === 1) return leaf;
    const middle = leftSize(count);
    const isLeft = at < middle;
    const inner = isLeft ? climb(at, middle) : climb(at - middle, count - middle);
    const beside = rest.shift();
    if (!inner || !beside) return null;
    return isLeft ? nodeHash(inner, beside) : nodeHash(beside, inner);
  };
  const root = climb(position, size);
  return rest.length === 0 ? root : null;
}

/** The roots of the older and of the newer tree that a proof makes up from the older root. */
export function rootsFromConsistency(
  oldRoot: Buffer,
  oldSize: number,
  size: number,
  proof: readonly Buffer[],
): readonly [older: Buffer, newer: Buffer] | null {
  if (oldSize > size || oldSize === 0) return null;
  const rest = [...proof];
  const climb = (
    inner: number,
    count: number,
    isWhole: boolean,
  ): readonly [Buffer, Buffer] | null => {
    if (inner === count) {
      const root = isWhole ? oldRoot : rest.shift();
      return root ? [root, root] : null;
    }
    const middle = leftSize(count);
    const isLeft = inner <= middle;
    const roots = isLeft
      ? climb(inner, middle, isWhole)
      : climb(inner - middle, count - middle, false);
    const beside = rest.shift();
    if (!roots || !beside) return null;
    const [older, newer] = roots;
    return isLeft
      ? [older, nodeHash(newer, beside)]
      : [nodeHash(beside, older), nodeHash(beside, newer)];
  };
  const roots = climb(oldSize, size, true);
  return rest.length === 0 ? roots : null;
}
