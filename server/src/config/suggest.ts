/** `did you mean "orders"?` where a known name is near, else a list of what there is. */
export function suggest(wrong: string, known: readonly string[]): string {
  const [nearest] = known
    .map((name) => ({ name, distance: countEdits(wrong.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(name.length / 3)))
    .toSorted((a, b) => a.distance - b.distance);
  if (nearest !== undefined) return `Did you mean "${nearest.name}"?`;
  if (known.length === 0) return "There are none.";
  const shown = known.slice(0, 10).map((name) => `"${name}"`);
  return `There are ${shown.join(", ")}${known.length > shown.length ? " and others" : ""}.`;
}

/** Levenshtein's distance: insertions, deletions and replacements of one character. */
function countEdits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, character] of [...from].entries()) {
    const next = [i + 1];
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (to[j - 1] === character ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
