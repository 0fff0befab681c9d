import type { AuditQuery } from "../api/audit.ts";

/** What each filter is made of in the address. */
const parts = {
  actor: ["actor"],
  resource: ["resource"],
  key: ["key"],
  change: ["field", "value"],
  kind: ["kind"],
  time: ["from", "to"],
  outcome: ["outcome"],
} as const satisfies { readonly [filter: string]: readonly (keyof AuditQuery)[] };

export type AuditFilter = keyof typeof parts;

export const auditFilters: readonly AuditFilter[] = [
  "actor",
  "resource",
  "key",
  "change",
  "kind",
  "time",
  "outcome",
];

export const auditOutcomes = ["done", "refused", "none"] as const;

/** The address of the audit page is the query: what is shown can be sent to a colleague as a link. */
export function parseAuditAddress(params: URLSearchParams): AuditQuery {
  const read = (name: string) => params.get(name) ?? undefined;
  return {
    actor: read("actor"),
    resource: read("resource"),
    key: read("key"),
    field: read("field"),
    value: read("value"),
    kind: read("kind"),
    outcome: read("outcome"),
    reads: read("reads"),
    from: read("from"),
    to: read("to"),
    after: read("after"),
    before: read("before"),
  };
}

/** The part behind the question mark. */
export function printAuditAddress(query: AuditQuery): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return new URLSearchParams(given).toString();
}

/** Another filter is another list: it begins at its newest entry. Records and fields are of a resource. */
export function changeFilters(query: AuditQuery, change: Partial<AuditQuery>): AuditQuery {
  const next = { ...query, ...change, after: undefined, before: undefined };
  if (next.resource === query.resource) return next;
  return { ...next, key: change.key, field: change.field, value: change.value };
}

export function isSet(query: AuditQuery, filter: AuditFilter): boolean {
  return parts[filter].some((part) => query[part] !== undefined);
}

/** The change that takes a filter out. */
export function withoutFilter(filter: AuditFilter): Partial<AuditQuery> {
  return Object.fromEntries(parts[filter].map((part) => [part, undefined]));
}

/**
 * What is asked of the server. Most entries are reads, and most questions are about changes: reads are left out unless
 * wanted; a kind says by itself what is wanted.
 */
export function questionOf(query: AuditQuery): AuditQuery {
  return { ...query, reads: query.reads === "yes" || query.kind !== undefined ? "yes" : "no" };
}
