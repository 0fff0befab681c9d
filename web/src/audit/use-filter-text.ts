import type { AuditQuery } from "../api/audit.ts";
import { useResource } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import { parseInstant, printExact } from "../time/instant.ts";
import { useZone } from "../time/zone.ts";
import type { AuditFilter } from "./audit-address.ts";
import { phraseOf } from "./audit-kinds.ts";
import { printRecordKey } from "./record-key.ts";

/** What a filter is set to, in words. */
export function useFilterText(filter: AuditFilter, query: AuditQuery): string {
  const resource = useResource(query.resource ?? "");
  const zone = useZone();
  switch (filter) {
    case "actor":
      return query.actor ?? "";
    case "resource":
      return resource?.label ?? query.resource ?? "";
    case "key":
      return printRecordKey(query.key ?? "");
    case "kind":
      return kindText(query.kind ?? "");
    case "outcome":
      return outcomeText(query.outcome ?? "");
    case "change": {
      const label = resource?.fields.find(({ name }) => name === query.field)?.label;
      const field = label ?? query.field ?? "";
      return query.value === undefined ? field : t("audit.fromOrTo", { field, value: query.value });
    }
    case "time":
      return spanText(query, (at) => {
        const instant = parseInstant(at);
        return instant === null ? at : printExact(instant, zone);
      });
  }
}

function kindText(kind: string): string {
  const phrase = phraseOf(kind);
  return phrase === null ? kind : t(phrase);
}

function outcomeText(outcome: string): string {
  return outcome === "done" || outcome === "refused" || outcome === "none"
    ? t(`audit.outcome.${outcome}`)
    : outcome;
}

function spanText({ from, to }: AuditQuery, print: (at: string) => string): string {
  if (from === undefined) return t("audit.until", { to: print(to ?? "") });
  if (to === undefined) return t("audit.since", { from: print(from) });
  return t("audit.between", { from: print(from), to: print(to) });
}
