import { Input, Modal } from "antd";
import { type PropsWithChildren, useId, useState } from "react";
import styles from "../assurance/assurance.module.css";
import { t } from "../messages/translate.ts";
import { PasskeyProblem } from "../passkey/passkey-problem.tsx";
import { useEnding } from "./use-ending.ts";

interface ReasonDialogProps {
  readonly title: string;
  /** What will happen. */
  readonly text: string;
  readonly okText: string;
  readonly isDangerous: boolean;
  readonly run: (reason: string) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks why before somebody is shut out or let in; the reason is kept in the audit log. */
export function ReasonDialog(props: PropsWithChildren<ReasonDialogProps>) {
  const { title, text, okText, isDangerous, run, onClose, children } = props;
  const [reason, setReason] = useState("");
  const id = useId();
  const ending = useEnding(run, onClose);
  return (
    <Modal
      open
      title={title}
      okText={okText}
      okType={isDangerous ? "default" : "primary"}
      okButtonProps={{ danger: isDangerous, disabled: reason.trim() === "" }}
      confirmLoading={ending.isPending}
      onOk={() => ending.mutate(reason.trim())}
      onCancel={onClose}
    >
      <div className={styles.dialog}>
        <p>{text}</p>
        {children}
        <div>
          <label htmlFor={id}>{t("reason.required")}</label>
          <Input.TextArea
            id={id}
            value={reason}
            maxLength={1000}
            onChange={({ target }) => setReason(target.value)}
            autoSize={{ minRows: 2, maxRows: 6 }}
            required
          />
        </div>
        {ending.error !== null && <PasskeyProblem error={ending.error} />}
      </div>
    </Modal>
  );
}
