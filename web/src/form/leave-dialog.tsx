import { Button, Modal } from "antd";
import type { Blocker } from "react-router";
import { t } from "../messages/translate.ts";

export function LeaveDialog({ blocker }: { readonly blocker: Blocker }) {
  const stay = () => blocker.reset?.();
  return (
    <Modal
      open={blocker.state === "blocked"}
      title={t("form.leaveTitle")}
      onCancel={stay}
      footer={[
        <Button key="leave" danger onClick={() => blocker.proceed?.()}>
          {t("form.leave")}
        </Button>,
        <Button key="stay" type="primary" onClick={stay} autoFocus>
          {t("form.stay")}
        </Button>,
      ]}
    >
      <p>{t("form.leaveWhy")}</p>
    </Modal>
  );
}
