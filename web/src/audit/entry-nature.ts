import type { AuditEntry } from "purser/contract";

/** Whether it may have changed rows: an operation, or what a database user wrote beside Purser. */
export function changesRows({ type, changes }: AuditEntry): boolean {
  return type === "operation" || changes.direct > 0;
}

/** Whether Purser itself noticed or did it. */
export function isNotice({ type, authority }: AuditEntry): boolean {
  return type === "event" && authority === "system";
}

/** Whether what it was about stands in the place of a reason: what Purser noticed, which passkey somebody enrolled. */
export function isReasonMatter(entry: AuditEntry): boolean {
  return isNotice(entry) || entry.kind.startsWith("passkey.");
}
