import { Checkbox } from "antd";
import type { SessionSummary } from "purser/contract";
import { useState } from "react";
import { revokeSession, revokeSessionsOf } from "../api/sessions.ts";
import { t } from "../messages/translate.ts";
import { ReasonDialog } from "./reason-dialog.tsx";

interface EndingDialogProps {
  readonly session: SessionSummary;
  readonly onClose: () => void;
}

/** Ends one session, or all that its person has. */
export function EndingDialog({ session, onClose }: EndingDialogProps) {
  const [isAll, setIsAll] = useState(false);
  const { id, issuer, subject, name } = session;
  const title = t(isAll ? "sessions.endAllOf" : "sessions.endOf", { name });
  const run = (reason: string) =>
    isAll ? revokeSessionsOf({ issuer, subject, reason }, title) : revokeSession(id, reason, title);
  return (
    <ReasonDialog
      title={title}
      text={t(isAll ? "sessions.endAllWhat" : "sessions.endWhat", { name })}
      okText={t(isAll ? "sessions.endAllOk" : "sessions.endOk")}
      isDangerous
      run={run}
      onClose={onClose}
    >
      <Checkbox checked={isAll} onChange={({ target }) => setIsAll(target.checked)}>
        {t("sessions.endAll", { name })}
      </Checkbox>
    </ReasonDialog>
  );
}
