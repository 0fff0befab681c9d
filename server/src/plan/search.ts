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

function searchField(resource: Resource, field: Field, text: string): readonly Comparison[] {
  if (isText(field)) {
    if (isSmall(resource) || hasTrigrams(resource, field))
      return [compare(field, "contains", text)];
    return [compare(field, hasPrefixes(resource, field) ? "startswithss" : "eq", text)];
  }
  const parsed = fromWire(field.shape, text);
  return parsed.ok && parsed.text !== null && field.filters.includes("eq")
    ? [compare(field, "eq", parsed.text)]
    : [];
}

function isText(field: Field): boolean {
  return field.shape.kind === "text" || field.shape.kind === "longText";
}

function isSmall(resource: Resource): boolean {
  return (
    resource.sizeBytes <= smallTableBytes &&
    (resource.kind === "table" || resource.kind === "partitionedTable")
  );
}

function hasTrigrams(resource: Resource, field: Field): boolean {
  return resource.indexes.some(
    (index) =>
      index.valid &&
      index.predicate === null &&
      index.columns.some(
        (column) =>
          column.column === field.name && /^gi(n|st)_trgm_ops$/.test(column.operatorClass),
      ),
  );
}

function hasPrefixes(resource: Resource, field: Field): boolean {
  return resource.indexes.some(
    (index) =>
      index.valid &&
      index.predicate === null &&
      index.columns[0]?.column === field.name &&
      /_pattern_ops$/.test(index.columns[0].operatorClass),
  );
}
