import { Alert, Input, Modal } from "antd";
import { useId, useState } from "react";
import { problemOf } from "../api/http.ts";
import { useUndoPlan } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import { Loading } from "../page/loading.tsx";
import { ProblemAlert } from "../page/problem-alert.tsx";
import { ProblemPanel } from "../page/problem-panel.tsx";
import styles from "./audit.module.css";
import { UndoSteps } from "./undo-steps.tsx";
import { useUndo } from "./use-undo.ts";

interface UndoDialogProps {
  readonly operation: string;
  readonly onClose: () => void;
}

/** Shows what putting an operation's rows back would do to each, and what stands against it, before anything is done. */
export default function UndoDialog({ operation, onClose }: UndoDialogProps) {
  const [reason, setReason] = useState("");
  const reasonId = useId();
  const { data: plan, error, isFetching, reload } = useUndoPlan(operation);
  const { undo, isUndoing, error: refusal } = useUndo(operation, onClose, reload);
  const isReady = plan?.possible === true && !isFetching && reason.trim() !== "";
  return (
    <Modal
      open
      width={720}
      title={t("undo.title")}
      okText={t("undo.confirm")}
      okButtonProps={{ disabled: !isReady }}
      confirmLoading={isUndoing}
      onOk={() => plan && undo({ version: plan.version, reason: reason.trim() })}
      onCancel={onClose}
    >
      <div className={styles.dialog}>
        {error !== null && <ProblemPanel error={error} onRetry={reload} />}
        {plan === undefined && error === null && <Loading />}
        {plan !== undefined && (
          <>
            {!plan.possible && (
              <Alert type="warning" showIcon title={plan.why ?? t("undo.impossible")} />
            )}
            <div className={styles.steps}>
              <UndoSteps steps={plan.steps} />
            </div>
            {plan.possible && (
              <div>
                <label htmlFor={reasonId}>{t("reason.required")}</label>
                <Input.TextArea
                  id={reasonId}
                  value={reason}
                  onChange={({ target }) => setReason(target.value)}
                  autoSize={{ minRows: 2, maxRows: 6 }}
                  required
                />
              </div>
            )}
          </>
        )}
        {refusal !== null && (
          <ProblemAlert
            error={refusal}
            next={problemOf(refusal).code === "version_stale" ? t("undo.stale") : undefined}
          />
        )}
      </div>
    </Modal>
  );
}
