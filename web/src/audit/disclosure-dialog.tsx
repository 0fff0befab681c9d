import { Checkbox, Modal } from "antd";
import type { AuditChange } from "purser/contract";
import { useState } from "react";
import { useResources } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import styles from "./audit.module.css";

interface DisclosureDialogProps {
  readonly changes: readonly AuditChange[];
  /** Names of the fields whose values the evidence is to show. */
  readonly onChoose: (fields: readonly string[]) => void;
  readonly onClose: () => void;
}

/** Asks which personal values evidence shows: none unless ticked, since it is to leave the house. */
export function DisclosureDialog({ changes, onChoose, onClose }: DisclosureDialogProps) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const { data: resources = [] } = useResources();
  const labelOf = (field: string) => {
    const { resource } = changes.find((change) => change.disclosable.includes(field)) ?? {};
    const found = resources.find(({ name }) => name === resource);
    return found?.fields.find(({ name }) => name === field)?.label ?? field;
  };
  const fields = [...new Set(changes.flatMap(({ disclosable }) => disclosable))];
  return (
    <Modal
      open
      title={t("evidence.choose")}
      okText={t("evidence.download")}
      onOk={() => onChoose(chosen)}
      onCancel={onClose}
    >
      <div className={styles.dialog}>
        <p>{t("evidence.closed")}</p>
        <Checkbox.Group
          className={styles.dialog ?? ""}
          aria-label={t("evidence.choose")}
          options={fields.map((field) => ({ value: field, label: labelOf(field) }))}
          value={[...chosen]}
          onChange={setChosen}
        />
      </div>
    </Modal>
  );
}
