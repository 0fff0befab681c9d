import type { AuditEntry } from "purser/contract";
import { useId, useState } from "react";
import { Link } from "react-router";
import { TimeAgo } from "../field/instant/time-ago.tsx";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";
import styles from "./audit.module.css";
import { printAuditAddress } from "./audit-address.ts";
import { EntryDetails } from "./entry-details.tsx";
import { EntryMark } from "./entry-mark.tsx";
import { isReasonMatter } from "./entry-nature.ts";
import { SealMark } from "./seal-mark.tsx";
import { Sentence } from "./sentence.tsx";

/** One entry as a sentence, its details on demand; its time is the way to the whole story. */
export function AuditLine({ entry }: { readonly entry: AuditEntry }) {
  const [isOpen, setOpen] = useState(false);
  const detailsId = useId();
  const { actor, changes } = entry;
  const person = actor.email ?? actor.subject ?? actor.name;
  return (
    <li>
      <div className={styles.line}>
        <button
          type="button"
          className={styles.unfold}
          aria-expanded={isOpen}
          aria-controls={detailsId}
          aria-label={t("audit.details")}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? "▾" : "▸"}
        </button>
        <div className={styles.sentence}>
          <Link
            to={paths.audit(printAuditAddress({ actor: person }))}
            title={t("audit.onlyPerson")}
          >
            {actor.name}
          </Link>{" "}
          <Sentence entry={entry} />
          {changes.cascade > 0 && (
            <span className="dim"> {t("audit.cascaded", { count: changes.cascade })}</span>
          )}
          {entry.reason !== null && (
            <span className={styles.because}>
              {" "}
              {t(isReasonMatter(entry) ? "audit.namely" : "audit.because", {
                reason: entry.reason,
              })}
            </span>
          )}{" "}
          <EntryMark entry={entry} />
        </div>
        <Link to={paths.auditEntry(entry.id)} className={styles.when}>
          <TimeAgo at={entry.at} />
        </Link>
        <SealMark entry={entry} />
      </div>
      <div id={detailsId}>{isOpen && <EntryDetails entry={entry} />}</div>
    </li>
  );
}
