import { Button } from "antd";
import type { AuditEntry } from "purser/contract";
import { useState } from "react";
import { t } from "../messages/translate.ts";
import styles from "./audit.module.css";
import { EvidenceButton } from "./evidence-button.tsx";
import UndoDialog from "./undo-dialog.tsx";

/** What can be done about an entry: take its changes back, take its evidence along. */
export function EntryActions({ entry }: { readonly entry: AuditEntry }) {
  const [isUndoing, setUndoing] = useState(false);
  const { direct, cascade } = entry.changes;
  return (
    <div className={styles.actions}>
      {direct + cascade > 0 && <Button onClick={() => setUndoing(true)}>{t("undo.open")}</Button>}
      <EvidenceButton entry={entry} />
      {isUndoing && <UndoDialog operation={entry.id} onClose={() => setUndoing(false)} />}
    </div>
  );
}
