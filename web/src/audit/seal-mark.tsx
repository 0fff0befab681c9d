import type { AuditEntry } from "purser/contract";
import { t } from "../messages/translate.ts";
import styles from "./audit.module.css";

/** Whether a signed checkpoint covers the entry, so that nobody can alter it without a trace. */
export function SealMark({ entry: { sealed } }: { readonly entry: AuditEntry }) {
  const text =
    sealed == null ? t("seal.notYet") : t("seal.sealedBy", { checkpoint: sealed.checkpoint });
  return (
    <span className={styles.seal} data-sealed={sealed != null} title={text}>
      <span aria-hidden>{sealed == null ? "○" : "●"}</span>
      <span className="unseen">{text}</span>
    </span>
  );
}
