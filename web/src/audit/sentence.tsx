import type { AuditEntry } from "purser/contract";
import { useResource } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import { phraseOf } from "./audit-kinds.ts";
import { isNotice } from "./entry-nature.ts";
import { RecordLink } from "./record-link.tsx";

/** What somebody did, without who and when: `changed customer 1042`. */
export function Sentence({ entry }: { readonly entry: AuditEntry }) {
  const resource = useResource(entry.resource ?? "");
  const phrase = phraseOf(entry.kind);
  const verb = phrase === null ? t("audit.did.other", { kind: entry.kind }) : t(phrase);
  const did = entry.outcome === "refused" ? t("audit.tried", { verb }) : verb;
  const [first, ...others] = entry.keys;
  if (entry.resource === null || isNotice(entry)) return <>{did}</>;
  if (first === undefined)
    return <>{`${did} ${(resource?.label ?? entry.resource).toLowerCase()}`}</>;
  if (others.length === 0) {
    return (
      <>
        {did} {(resource?.labelOne ?? entry.resource).toLowerCase()}{" "}
        <RecordLink resource={entry.resource} recordKey={first} />
      </>
    );
  }
  return <>{`${did} ${entry.keys.length} ${(resource?.label ?? entry.resource).toLowerCase()}`}</>;
}
