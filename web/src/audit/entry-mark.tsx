import type { AuditEntry } from "purser/contract";
import { t } from "../messages/translate.ts";
import styles from "./audit.module.css";

/** Set beside an entry that did not end as it was meant to. */
export function EntryMark({ entry }: { readonly entry: AuditEntry }) {
  if (entry.outcome === "refused") {
    return (
      <span className={styles.mark}>
        {t("audit.refused")}
        {entry.code !== null && <span className="code"> {entry.code}</span>}
      </span>
    );
  }
  if (entry.outcome === null) return <span className={styles.mark}>{t("audit.noOutcome")}</span>;
  return null;
}
