/** A line of two texts side by side; null where the line exists on the other side only. */
export interface LinePair {
  readonly before: string | null;
  readonly after: string | null;
  readonly same: boolean;
}

/** Beyond this many comparisons the changed middle is shown as replaced whole, which is still true. */
const mostComparisons = 1_000_000;

/** Lines that both texts share stand beside each other; what was replaced stands beside its replacement. */
export function diffLines(before: string, after: string): readonly LinePair[] {
  const [old, fresh] = [before.split("\n"), after.split("\n")];
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1;
  let end = 0;
  while (
    end < Math.min(old.length, fresh.length) - start &&
    old[old.length - 1 - end] === fresh[fresh.length - 1 - end]
  ) {
    end += 1;
  }
  return [
    ...old.slice(0, start).map(samePair),
    ...diffMiddle(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end)),
    ...old.slice(old.length - end).map(samePair),
  ];
}

/** By the longest common subsequence. */
function diffMiddle(old: readonly string[], fresh: readonly string[]): readonly LinePair[] {
  if (old.length * fresh.length > mostComparisons) return pairUp(old, fresh);
  const width = fresh.length + 1;
  // common[i * width + j]: the length of the longest subsequence that old from i and fresh from j share.
  const common = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      common[i * width + j] =
        old[i] === fresh[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: LinePair[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    const [fromOld, fromFresh] = [i, j];
    while (
      i < old.length &&
      (j === fresh.length || (old[i] !== fresh[j] && at(i + 1, j) >= at(i, j + 1)))
    )
      i += 1;
    while (
      j < fresh.length &&
      (i === old.length || (old[i] !== fresh[j] && at(i, j + 1) > at(i + 1, j)))
    )
      j += 1;
    if (i === fromOld && j === fromFresh) {
      pairs.push(samePair(old[i] ?? ""));
      i += 1;
      j += 1;
    } else {
      pairs.push(...pairUp(old.slice(fromOld, i), fresh.slice(fromFresh, j)));
    }
  }
  return pairs;
}

function pairUp(old: readonly string[], fresh: readonly string[]): readonly LinePair[] {
  return Array.from({ length: Math.max(old.length, fresh.length) }, (_, at) => ({
    before: old[at] ?? null,
    after: fresh[at] ?? null,
    same: false,
  }));
}

function samePair(line: string): LinePair {
  return { before: line, after: line, same: true };
}
