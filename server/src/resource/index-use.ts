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

/**
 * An index finds the beginning of a text (a `_pattern_ops` class, or a collation that compares bytes)
 * or any part of it (trigrams).
 * https://www.postgresql.org/docs/current/indexes-opclass.html
 */
export function isSearchable({ name, collation }: Column, indexes: readonly Index[]): boolean {
  return indexes.some(
    (index) =>
      serves(index) &&
      index.columns.some(
        ({ column, operatorClass }, place) =>
          column === name &&
          (/^gi(?:n|st)_trgm_ops$/.test(operatorClass) ||
            (index.method === "btree" &&
              place === 0 &&
              (operatorClass.endsWith("_pattern_ops") ||
                collation === "C" ||
                operatorClass === "citext_ops"))),
      ),
  );
}
