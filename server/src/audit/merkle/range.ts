/** Leaves from `from` up to, but without, `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A complete subtree: `2 ** height` leaves, the `index`-th such from the left. */
export interface Subtree {
  readonly height: number;
  readonly index: number;
}

/** The ranges whose roots prove that a leaf is in a tree, from the leaf upwards (RFC 6962, 2.1.1). */
export function inclusionRanges(position: number, tree: Range): readonly Range[] {
  if (tree.to - tree.from === 1) return [];
  const middle = tree.from + leftSize(tree.to - tree.from);
  const left = { from: tree.from, to: middle };
  const right = { from: middle, to: tree.to };
  return position < middle
    ? [...inclusionRanges(position, left), right]
    : [...inclusionRanges(position, right), left];
}

/** The ranges whose roots prove that a tree begins with the first `size` leaves as they were (RFC 6962, 2.1.2). */
export function consistencyRanges(size: number, tree: Range, isWhole = true): readonly Range[] {
  if (size === tree.to) return isWhole ? [] : [tree];
  const middle = tree.from + leftSize(tree.to - tree.from);
  const left = { from: tree.from, to: middle };
  const right = { from: middle, to: tree.to };
  return size <= middle
    ? [...consistencyRanges(size, left, isWhole), right]
    : [...consistencyRanges(size, right, false), left];
}

/** The complete subtrees that a range of one of these proofs, or of a whole tree, is made of, the largest first. */
export function subtreesOf({ from, to }: Range): readonly Subtree[] {
  const subtrees: Subtree[] = [];
  for (let start = from; start < to; ) {
    const size = leftSize(to - start + 1);
    subtrees.push({ height: Math.log2(size), index: start / size });
    start += size;
  }
  return subtrees;
}

/** The largest power of two below `size`. */
export function leftSize(size: number): number {
  let left = 1;
  while (left * 2 < size) left *= 2;
  return left;
}
