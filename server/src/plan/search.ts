import type { Grant } from "../access/grant.ts";
import { fromWire } from "../database/wire.ts";
import type { Field, Resource } from "../resource/resource.ts";
import type { Comparison, Condition } from "./condition.ts";
import { compare, or } from "./condition.ts";

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
  return or([...new Set(fields)].flatMap((field) => searchField(grant.resource, field, text)));
}

function searchField(resource: Resource, field: Field, typed: string): readonly Comparison[] {
  const { shape, textSearch, filters } = field;
  if (shape.kind === "text" || shape.kind === "longText") {
    if (textSearch === "part" || isSmall(resource)) return [compare(field, "contains", typed)];
    return [compare(field, textSearch === "beginning" ? "startswithss" : "eq", typed)];
  }
  const parsed = fromWire(shape, shape.kind === "integer" ? Number(typed) : typed);
  return parsed.ok && parsed.text !== null && filters.includes("eq")
    ? [compare(field, "eq", parsed.text)]
    : [];
}

function isSmall({ kind, sizeBytes }: Resource): boolean {
  return sizeBytes <= smallTableBytes && (kind === "table" || kind === "partitionedTable");
}
