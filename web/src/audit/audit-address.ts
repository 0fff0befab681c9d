import type { AuditQuery } from "../api/audit.ts";

export const auditFilters = ["actor", "resource", "key", "kind", "from", "to"] as const;
export type AuditFilter = (typeof auditFilters)[number];

/** The address of the audit page is the query: what is shown can be sent to a colleague as a link. */
export function parseAuditAddress(params: URLSearchParams): AuditQuery {
  const read = (name: string) => params.get(name) ?? undefined;
  return {
    actor: read("actor"),
    resource: read("resource"),
    key: read("key"),
    kind: read("kind"),
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

/** Another filter is another list: it begins at its newest entry. A record is of a resource. */
export function changeFilters(
  query: AuditQuery,
  change: Partial<Pick<AuditQuery, AuditFilter>>,
): AuditQuery {
  const next = { ...query, ...change, after: undefined, before: undefined };
  return next.resource === query.resource ? next : { ...next, key: change.key };
}
