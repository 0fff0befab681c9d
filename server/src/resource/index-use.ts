import type { Column, Index } from "../catalog/catalog.ts";

function serves(index: Index): boolean {
  return index.valid && index.predicate === null;
}

/** An index of every row begins with the column, so a filter on it alone is quick. */
export function isIndexed(name: string, indexes: readonly Index[]): boolean {
  return indexes.some(
    (index) =>
      serves(index) &&
      (index.method === "gin"
        ? index.columns.some(({ column }) => column === name)
        : index.method !== "brin" && index.columns[0]?.column === name),
  );
}

/** A btree can give the rows in the column's order. */
export function isOrdered(name: string, indexes: readonly Index[]): boolean {
  return indexes.some(
    (index) => serves(index) && index.method === "btree" && index.columns[0]?.column === name,
  );
}

/** The column's value alone names at most one row. */
export function isUnique(name: string, indexes: readonly Index[]): boolean {
  return indexes.some(
    (index) =>
      serves(index) &&
      index.unique &&
      index.columns.length === 1 &&
      index.columns[0]?.column === name,
  );
}

/** How an index finds a typed text in a column: any part of it, its beginning, or only the whole. */
export type TextSearch = "part" | "beginning" | "whole";

/**
 * Trigrams find any part; a `_pattern_ops` class, or a collation that compares bytes, the beginning; any other btree
 * the whole (PostgreSQL manual, 11.10 "Operator Classes and Operator Families").
 */
export function textSearchOf(
  { name, collation }: Column,
  indexes: readonly Index[],
): TextSearch | null {
  const found = indexes.filter(serves).flatMap(({ method, columns }) =>
    columns
      .filter(({ column }, place) => column === name && (method !== "btree" || place === 0))
      .map(({ operatorClass }): TextSearch | null => {
        if (/^gi(?:n|st)_trgm_ops$/.test(operatorClass)) return "part";
        if (method !== "btree") return null;
        const comparesBytes = collation === "C" && operatorClass !== "citext_ops";
        return comparesBytes || operatorClass.endsWith("_pattern_ops") ? "beginning" : "whole";
      }),
  );
  return (["part", "beginning", "whole"] as const).find((way) => found.includes(way)) ?? null;
}
