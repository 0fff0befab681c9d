import type { Relation } from "../catalog/catalog.ts";
import { splitWords } from "../config/split-words.ts";
import { isUnique } from "./index-use.ts";
import type { Field } from "./resource.ts";
import { toSingular } from "./words.ts";

/** What people call things, best first. */
const names = [
  "name",
  "title",
  "full name",
  "display name",
  "label",
  "subject",
  "username",
  "email",
  "code",
  "number",
  "reference",
  "sku",
  "slug",
];

/**
 * Fields that can stand for a record, best first: one with a telling name, one whose name is the
 * table's and a telling name (`product_name`), one that ends in `name` or `title`, any unique text.
 */
export function guessLabelFields(relation: Relation, fields: readonly Field[]): readonly string[] {
  const own = normalise(toSingular(relation.name));
  const references = new Set(relation.foreignKeys.flatMap(({ columns }) => columns));
  const ranked = fields
    .filter(({ name, shape }) => shape.kind === "text" && !references.has(name))
    .map(({ name }) => ({
      name,
      rank: rankOf(normalise(name), own, isUnique(name, relation.indexes)),
    }))
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY);
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ name }) => name);
}

function rankOf(name: string, own: string, unique: boolean): number {
  const bare = names.indexOf(name);
  if (bare >= 0) return bare;
  const owned = names.findIndex((candidate) => name === `${own} ${candidate}`);
  if (owned >= 0) return names.length + owned;
  if (/ (?:name|title)$/.test(name)) return 2 * names.length;
  return unique ? 2 * names.length + 1 : Number.POSITIVE_INFINITY;
}

function normalise(name: string): string {
  return splitWords(name).join(" ").toLowerCase();
}
