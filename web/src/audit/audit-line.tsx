import type { AuditEntry } from "purser/contract";
import { Link } from "react-router";
import { TimeAgo } from "../field/instant/time-ago.tsx";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";
import styles from "./audit.module.css";
import { printAuditAddress } from "./audit-address.ts";
import { EntryMark } from "./entry-mark.tsx";
import { Sentence } from "./sentence.tsx";

/** One entry as a sentence; its time is the way to the whole story. */
export function AuditLine({ entry }: { readonly entry: AuditEntry }) {
  const { actor, changes } = entry;
  const person = actor.email ?? actor.subject ?? actor.name;
  return (
    <li className={styles.line}>
      <div className={styles.sentence}>
        <Link to={paths.audit(printAuditAddress({ actor: person }))} title={t("audit.onlyPerson")}>
          {actor.name}
        </Link>{" "}
        <Sentence entry={entry} />
        {changes.cascade > 0 && (
          <span className="dim"> {t("audit.cascaded", { count: changes.cascade })}</span>
        )}
        {entry.reason !== null && (
          <span className={styles.because}> {t("audit.because", { reason: entry.reason })}</span>
        )}{" "}
        <EntryMark entry={entry} />
      </div>
      <Link to={paths.auditEntry(entry.id)} className={styles.when}>
        <TimeAgo at={entry.at} />
      </Link>
    </li>
  );
}
