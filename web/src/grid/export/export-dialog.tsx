import { Alert, Modal, Progress, Radio } from "antd";
import type { ResourceDescription } from "purser/contract";
import { useState } from "react";
import { useRecordCount } from "../../api/queries.ts";
import { groupDigits } from "../../field/number/group-digits.ts";
import { t } from "../../messages/translate.ts";
import { ProblemAlert } from "../../page/problem-alert.tsx";
import { CountText } from "../../record/count-text.tsx";
import type { GridColumn } from "../column/column-layout.ts";
import type { GridAddress } from "../grid-state.ts";
import styles from "./export.module.css";
import { useExport } from "./use-export.ts";

interface ExportDialogProps {
  readonly resource: ResourceDescription;
  readonly address: GridAddress;
  readonly columns: readonly GridColumn[];
  readonly onClose: () => void;
}

/** Says what will be in the file and what will not be as it is here, then how far it is. Closing it ends the export. */
export default function ExportDialog({ resource, address, columns, onClose }: ExportDialogProps) {
  const [which, setWhich] = useState<"shown" | "all">("shown");
  const { start, isRunning, progress, done, error } = useExport(resource.name);
  const { filter, sort, search } = address;
  const count = useRecordCount(resource.name, { filter, search, count: "estimate" }, true);
  const shown = columns.map(({ field }) => field);
  const fields = which === "shown" ? shown : resource.fields;
  const masked = fields.filter(({ mask }) => mask !== null);
  const isDone = done !== undefined && !isRunning;
  return (
    <Modal
      open
      title={t("export.title", { what: resource.label })}
      okText={isDone ? t("export.close") : t("export.start")}
      cancelText={isRunning ? t("export.cancel") : t("export.close")}
      cancelButtonProps={{ hidden: isDone }}
      okButtonProps={{ loading: isRunning }}
      mask={{ closable: !isRunning }}
      onOk={
        isDone
          ? onClose
          : () => start({ filter, sort, search, fields: fields.map(({ name }) => name) })
      }
      onCancel={onClose}
    >
      <div className={styles.dialog}>
        <fieldset disabled={isRunning}>
          <legend>{t("export.columns")}</legend>
          <Radio.Group
            className={styles.choice ?? ""}
            value={which}
            onChange={({ target }) => setWhich(target.value)}
            options={[
              { value: "shown", label: t("export.shown", { count: shown.length }) },
              { value: "all", label: t("export.all", { count: resource.fields.length }) },
            ]}
          />
        </fieldset>
        <p>
          {t("export.records")} <CountText count={count.data ?? null} />
        </p>
        <ul className={styles.notes}>
          {masked.length > 0 && (
            <li>{t("export.masked", { fields: masked.map(({ label }) => label).join(", ") })}</li>
          )}
          <li>{t("export.neutralised")}</li>
          <li>{t("export.recorded")}</li>
        </ul>
        <div aria-live="polite">
          {isRunning && <ProgressLine progress={progress} />}
          {isDone && (
            <Alert
              type="success"
              showIcon
              title={t("export.saved", {
                name: done.name,
                rows: done.rows,
                shown: groupDigits(String(done.rows)),
              })}
            />
          )}
          {error !== null && !isRunning && <ProblemAlert type="error" error={error} />}
        </div>
      </div>
    </Modal>
  );
}

function ProgressLine({ progress }: Pick<ReturnType<typeof useExport>, "progress">) {
  if (progress === null) return t("export.beginning");
  const { rows, total } = progress;
  const shown = groupDigits(String(rows));
  return (
    <>
      <Progress
        percent={total === 0 ? 100 : Math.min(100, Math.floor((rows / total) * 100))}
        showInfo={false}
        aria-label={t("export.progress")}
      />
      {t("export.soFar", { shown, total: groupDigits(String(total)) })}
    </>
  );
}
