import type { AuditEntry } from "purser/contract";
import styles from "./audit.module.css";
import { isNotice } from "./entry-nature.ts";

/** Why it was done, in the words of whoever did it; of what Purser noticed by itself, what that was. */
export function EntryReason({ entry }: { readonly entry: AuditEntry }) {
  if (entry.reason === null) return null;
  if (!isNotice(entry)) return <blockquote className={styles.why}>{entry.reason}</blockquote>;
  return (
    <ul className={styles.findings}>
      {entry.reason.split("; ").map((finding) => (
        <li key={finding}>{finding}</li>
      ))}
    </ul>
  );
}
