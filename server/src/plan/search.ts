import type { Comparison, Condition } from "../access/condition.ts";
import { compare, or } from "../access/condition.ts";
import type { Grant } from "../access/grant.ts";
import type { SeenField } from "../access/seen-field.ts";
import { withinReach } from "../access/within-reach.ts";
import { fromWire } from "../database/wire.ts";
import type { Field, Resource } from "../resource/resource.ts";

/** Shorter than this, what is typed is no whole value of anything that one would mask. */
const leastLookedUp = 6;

/** Whether what is typed may be worth one of a person's lookups: a name is not, where addresses are looked up. */
function mayBeWhole({ format }: Field, typed: string): boolean {
  if (format === "email") return /^[^@\s]+@[^@\s]+\.[^@\s]{2,}$/.test(typed);
  if (format === "phone") return typed.replaceAll(/\D/g, "").length >= leastLookedUp;
  return typed.length >= leastLookedUp;
}

/** Tables up to this many bytes may be searched by substring without an index. */
const smallTableBytes = 32 * 1024 * 1024;

/**
 * Quick search: the key, and the search fields, each compared in the way that an index of it serves. On a small
 * table every search field may contain the text.
 */
export function planSearch(grant: Grant, text: string): Condition {
  const fields = [
    ...(grant.key.length === 1 ? grant.key : []),
    ...grant.resource.search.flatMap((name) =>
      grant.readable.filter((field) => field.name === name),
    ),
    ...(grant.label && isSmall(grant.resource) ? [grant.label] : []),
  ];
  return or(
    [...new Set(fields)].flatMap((field) =>
      searchField(grant.resource, field, text).map((comparison) =>
        withinReach(grant, field.lookedUp ? field.shown : field.found, comparison),
      ),
    ),
  );
}

function searchField(resource: Resource, field: SeenField, typed: string): readonly Comparison[] {
  const { textSearch, filters } = field;
  const { stored } = field;
  const { shape } = stored;
  if (filters.length === 0) return [];
  if (field.lookedUp) return mayBeWhole(stored, typed) ? searchExactly(stored, typed) : [];
  if (shape.kind === "text" || shape.kind === "longText") {
    if (textSearch === "part" || isSmall(resource)) return [compare(stored, "contains", typed)];
    return [compare(stored, textSearch === "beginning" ? "startswithss" : "eq", typed)];
  }
  return filters.includes("eq") ? searchExactly(stored, typed) : [];
}

function searchExactly(field: Field, typed: string): readonly Comparison[] {
  const { shape } = field;
  const parsed = fromWire(shape, shape.kind === "integer" ? Number(typed) : typed);
  return parsed.ok && parsed.text !== null ? [compare(field, "eq", parsed.text)] : [];
}

function isSmall({ kind, sizeBytes }: Resource): boolean {
  return sizeBytes <= smallTableBytes && (kind === "table" || kind === "partitionedTable");
}
