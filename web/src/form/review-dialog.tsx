import { Input, Modal } from "antd";
import type { ResourceDescription, WireValues } from "purser/contract";
import { useId } from "react";
import { Difference } from "../field/difference/difference.tsx";
import { t } from "../messages/translate.ts";
import { ProblemAlert } from "../page/problem-alert.tsx";
import styles from "./form.module.css";

interface ReviewDialogProps {
  readonly title: string;
  readonly resource: ResourceDescription;
  /** Null for a new record. */
  readonly before: WireValues | null;
  /** What is to be sent: the changed values alone. */
  readonly values: WireValues;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  readonly isSaving: boolean;
  readonly error: unknown;
  readonly onSave: () => void;
  readonly onClose: () => void;
}

/** What will be different, before it is. */
export function ReviewDialog(props: ReviewDialogProps) {
  const { title, resource, before, values, reason, onReason, isSaving, error, onSave, onClose } =
    props;
  const reasonId = useId();
  const after = { ...before, ...values };
  const lacksReason = resource.reasonRequired && reason.trim() === "";
  return (
    <Modal
      open
      width={720}
      title={title}
      okText={t("form.save")}
      cancelText={t("form.back")}
      okButtonProps={{ disabled: lacksReason }}
      confirmLoading={isSaving}
      onOk={onSave}
      onCancel={onClose}
    >
      <div className={styles.dialog}>
        <dl className={styles.changes}>
          {resource.fields
            .filter(({ name }) => Object.hasOwn(values, name))
            .map((field) => (
              <div key={field.name}>
                <dt>{field.label}</dt>
                <dd>
                  <Difference field={field} before={before} after={after} resource={resource} />
                </dd>
              </div>
            ))}
        </dl>
        <div>
          <label htmlFor={reasonId}>
            {t(resource.reasonRequired ? "reason.required" : "reason.optional")}
          </label>
          <Input.TextArea
            id={reasonId}
            value={reason}
            onChange={({ target }) => onReason(target.value)}
            onKeyDown={(event) => {
              const saves = event.key === "Enter" && (event.metaKey || event.ctrlKey);
              if (saves && !lacksReason && !isSaving) onSave();
            }}
            autoSize={{ minRows: 2, maxRows: 6 }}
            required={resource.reasonRequired}
            autoFocus
          />
        </div>
        {error !== null && <ProblemAlert error={error} />}
      </div>
    </Modal>
  );
}
