import { Button, Input } from "antd";
import { useId, useState } from "react";
import type { Ask } from "../api/passkeys.ts";
import { t } from "../messages/translate.ts";
import { nameSystem } from "./device.ts";
import styles from "./passkey.module.css";
import { PasskeyProblem } from "./passkey-problem.tsx";
import { useEnrolment } from "./use-passkey.ts";

interface EnrolFormProps {
  readonly size: "middle" | "large";
  readonly onEnrolled: () => void;
  readonly onCancel?: () => void;
  readonly ask?: Ask;
}

/** Makes a passkey under a name by which its owner knows it again. */
export function EnrolForm({ size, onEnrolled, onCancel, ask }: EnrolFormProps) {
  const [name, setName] = useState(
    () => nameSystem(navigator.userAgent) ?? t("passkey.thisDevice"),
  );
  const id = useId();
  const enrolment = useEnrolment(onEnrolled, ask);
  return (
    <form
      className={styles.enrol}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") enrolment.mutate(name.trim());
      }}
    >
      <label htmlFor={id}>{t("passkey.name")}</label>
      <Input
        id={id}
        size={size}
        value={name}
        maxLength={100}
        onChange={({ target }) => setName(target.value)}
        required
      />
      <Button
        type="primary"
        size={size}
        htmlType="submit"
        autoFocus
        disabled={name.trim() === ""}
        loading={enrolment.isPending}
      >
        {t("passkey.enrol")}
      </Button>
      {onCancel !== undefined && <Button onClick={onCancel}>{t("assurance.cancel")}</Button>}
      {enrolment.error !== null && <PasskeyProblem error={enrolment.error} />}
    </form>
  );
}
