import type { Column, Relation } from "../catalog/catalog.ts";
import { isUnique, textSearchOf } from "./index-use.ts";
import type { Field } from "./resource.ts";

/** Compared without regard to case, its whole is likely to be met. */
function isCitext({ type }: Column): boolean {
  return /(^|\.)citext$/.test(type);
}

const exactKinds = new Set(["integer", "bigint", "uuid"]);

/** Fields in which an index finds what somebody types: exact keys, and text by its beginning or any part. */
export function guessSearch(relation: Relation, fields: readonly Field[]): readonly string[] {
  const columns = new Map(relation.columns.map((column) => [column.name, column]));
  return fields
    .filter(({ name, shape }) => {
      if (exactKinds.has(shape.kind)) return isUnique(name, relation.indexes);
      const column = columns.get(name);
      if (column === undefined || !(shape.kind === "text" || shape.kind === "longText"))
        return false;
      const way = textSearchOf(column, relation.indexes);
      return way === "whole" ? isUnique(name, relation.indexes) || isCitext(column) : way !== null;
    })
    .map(({ name }) => name);
}
