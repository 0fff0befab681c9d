/** A range's bounds as text; a null bound is unbounded. */
export interface Range {
  readonly lower: string | null;
  readonly upper: string | null;
  readonly lowerInclusive: boolean;
  readonly upperInclusive: boolean;
}

/**
 * Reads PostgreSQL's text of one range (manual, 8.17.5): `[1,10)`, `("2026-01-01 00:00:00",)`, `empty`.
 * Null when it is none, a multirange for example.
 */
export function parseRange(text: string): Range | "empty" | null {
  if (text === "empty") return "empty";
  const bound = `((?:"(?:[^"\\\\]|\\\\.|"")*"|[^",()[\\]\\\\]|\\\\.)*)`;
  const parts = new RegExp(`^([[(])${bound},${bound}([\\])])$`).exec(text);
  if (parts === null) return null;
  const [, open, lower = "", upper = "", close] = parts;
  return {
    lower: parseBound(lower),
    upper: parseBound(upper),
    lowerInclusive: open === "[",
    upperInclusive: close === "]",
  };
}

/** The inverse of `parseRange`; bounds are quoted, so that any text is safe in them. */
export function printRange(range: Range | "empty"): string {
  if (range === "empty") return "empty";
  const open = range.lowerInclusive && range.lower !== null ? "[" : "(";
  const close = range.upperInclusive && range.upper !== null ? "]" : ")";
  return `${open}${printBound(range.lower)},${printBound(range.upper)}${close}`;
}

function parseBound(text: string): string | null {
  if (text === "") return null;
  const inner = text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
  return inner.replace(/\\(.)/g, "$1");
}

/** Quotes as PostgreSQL does: only where it must, so that an unchanged range keeps its text. */
function printBound(bound: string | null): string {
  if (bound === null) return "";
  if (bound !== "" && !/["\\,()[\]\s]/.test(bound)) return bound;
  return `"${bound.replaceAll("\\", "\\\\").replaceAll('"', '""')}"`;
}
