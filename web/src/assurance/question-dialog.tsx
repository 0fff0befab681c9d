import { Button, Modal } from "antd";
import type { PropsWithChildren, ReactNode } from "react";
import { t } from "../messages/translate.ts";
import styles from "./assurance.module.css";

interface QuestionDialogProps {
  readonly title: string;
  /** The ways to answer, the best one last. */
  readonly answers: ReactNode;
  readonly onCancel: () => void;
}

/** Over whatever is open: what a request waits for. A click beside it is no answer. */
export function QuestionDialog(props: PropsWithChildren<QuestionDialogProps>) {
  const { title, answers, onCancel, children } = props;
  return (
    <Modal
      open
      title={title}
      closable={false}
      mask={{ closable: false }}
      onCancel={onCancel}
      footer={
        <div className={styles.footer}>
          <Button onClick={onCancel}>{t("assurance.cancel")}</Button>
          {answers}
        </div>
      }
    >
      <div className={styles.dialog}>{children}</div>
    </Modal>
  );
}
