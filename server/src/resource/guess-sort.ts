import type { Relation } from "../catalog/catalog.ts";
import { splitWords } from "../config/split-words.ts";
import type { Sort } from "../contract/index.ts";
import { isOrdered } from "./index-use.ts";
import type { Field } from "./resource.ts";

const numbers = new Set(["integer", "bigint"]);
const instants = new Set(["timestamp", "timestamptz", "date"]);
const beginnings = new Set(["created", "inserted", "placed", "occurred", "received", "opened"]);

/**
 * The order of a list that nobody sorted: newest first by a numeric key or by an indexed date of
 * creation, else by the key. Nothing without a key: then there is no order that an index gives.
 */
export function guessSort(
  relation: Relation,
  key: readonly string[],
  fields: readonly Field[],
): readonly Sort[] {
  const keys = key.map((name) => fields.find((field) => field.name === name));
  const [only] = keys;
  if (keys.length === 1 && only !== undefined && numbers.has(only.shape.kind)) {
    return [{ field: only.name, direction: "desc" }];
  }
  const created = fields.find(
    ({ name, shape }) =>
      instants.has(shape.kind) &&
      beginnings.has(splitWords(name)[0]?.toLowerCase() ?? "") &&
      isOrdered(name, relation.indexes),
  );
  if (created !== undefined) return [{ field: created.name, direction: "desc" }];
  return keys.every((field) => field?.sortable)
    ? key.map((field) => ({ field, direction: "asc" }))
    : [];
}
