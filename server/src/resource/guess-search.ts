import type { Relation } from "../catalog/catalog.ts";
import { isSearchable, isUnique } from "./index-use.ts";
import type { Field } from "./resource.ts";

const exactKinds = new Set(["integer", "bigint", "uuid"]);

/** Fields in which an index finds what somebody types: exact keys, and text by its beginning or any part. */
export function guessSearch(relation: Relation, fields: readonly Field[]): readonly string[] {
  const columns = new Map(relation.columns.map((column) => [column.name, column]));
  return fields
    .filter(({ name, shape }) => {
      if (exactKinds.has(shape.kind)) return isUnique(name, relation.indexes);
      const column = columns.get(name);
      return (
        (shape.kind === "text" || shape.kind === "longText") &&
        column !== undefined &&
        (isUnique(name, relation.indexes) || isSearchable(column, relation.indexes))
      );
    })
    .map(({ name }) => name);
}
