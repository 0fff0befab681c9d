import { Button } from "antd";
import type { AuditEntryAnswer } from "purser/contract";
import { useState } from "react";
import { t } from "../messages/translate.ts";
import styles from "./audit.module.css";
import { EvidenceButton } from "./evidence-button.tsx";
import UndoDialog from "./undo-dialog.tsx";

/** What can be done about an entry: take its changes back, take its evidence along. */
export function EntryActions({ entry, changes }: AuditEntryAnswer) {
  const [isUndoing, setUndoing] = useState(false);
  const { direct, cascade } = entry.changes;
  const canBeTakenBack = entry.type === "operation" && direct + cascade > 0;
  return (
    <div className={styles.actions}>
      {canBeTakenBack && <Button onClick={() => setUndoing(true)}>{t("undo.open")}</Button>}
      {/* What was written beside Purser has no entry of its own to prove; an export holds it. */}
      {entry.kind !== "change.outOfBand" && <EvidenceButton entry={entry} changes={changes} />}
      {isUndoing && <UndoDialog operation={entry.id} onClose={() => setUndoing(false)} />}
    </div>
  );
}
