import { Button, Modal } from "antd";
import { type PropsWithChildren, type ReactNode, useRef } from "react";
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
  const footer = useRef<HTMLDivElement>(null);
  // While it opens the dialog has the focus itself, and no `autoFocus` gets it.
  const focusBest = (isOpen: boolean) => {
    const best = footer.current?.lastElementChild;
    if (isOpen && best instanceof HTMLElement) best.focus();
  };
  return (
    <Modal
      open
      title={title}
      closable={false}
      mask={{ closable: false }}
      onCancel={onCancel}
      afterOpenChange={focusBest}
      footer={
        <div ref={footer} className={styles.footer}>
          <Button onClick={onCancel}>{t("assurance.cancel")}</Button>
          {answers}
        </div>
      }
    >
      <div className={styles.dialog}>{children}</div>
    </Modal>
  );
}
