/** JSON in which the order of an object's names does not count: they are sorted by UTF-16 code units, as in RFC 8785. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sortNames(value));
}

function sortNames(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(sortNames);
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sortNames(inner)]),
  );
}
