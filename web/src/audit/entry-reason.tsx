import type { AuditEntry } from "purser/contract";
import styles from "./audit.module.css";
import { isReasonMatter } from "./entry-nature.ts";

/** Why it was done, in the words of whoever did it, or what it was about. */
export function EntryReason({ entry }: { readonly entry: AuditEntry }) {
  if (entry.reason === null) return null;
  if (!isReasonMatter(entry)) return <blockquote className={styles.why}>{entry.reason}</blockquote>;
  return (
    <ul className={styles.findings}>
      {entry.reason.split("; ").map((finding) => (
        <li key={finding}>{finding}</li>
      ))}
    </ul>
  );
}
