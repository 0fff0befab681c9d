import { Button, Input, Popconfirm } from "antd";
import type { PasskeySummary } from "purser/contract";
import { type FormEvent, useState } from "react";
import { removePasskey, renamePasskey } from "../api/passkeys.ts";
import { t } from "../messages/translate.ts";
import { PasskeyProblem } from "../passkey/passkey-problem.tsx";
import styles from "../sessions/sessions.module.css";
import { useEnding } from "../sessions/use-ending.ts";

/** Another name for a passkey, or its end. */
export function PasskeyActions({ passkey }: { readonly passkey: PasskeySummary }) {
  const [name, setName] = useState<string | null>(null);
  const rename = useEnding(
    (to: string) => renamePasskey(passkey.id, to),
    () => setName(null),
  );
  const remove = useEnding(() =>
    removePasskey(passkey.id, t("passkey.removeWhat", { name: passkey.name })),
  );
  const error = rename.error ?? remove.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name !== null && name.trim() !== "") rename.mutate(name.trim());
  };
  return (
    <>
      {name === null ? (
        <div className={styles.actions}>
          <Button size="small" onClick={() => setName(passkey.name)}>
            {t("passkey.rename")}
          </Button>
          <Popconfirm
            title={t("passkey.removeWhat", { name: passkey.name })}
            description={t("passkey.removeWhy")}
            okText={t("passkey.remove")}
            okButtonProps={{ danger: true }}
            onConfirm={() => remove.mutate(undefined)}
          >
            <Button size="small" danger loading={remove.isPending}>
              {t("passkey.remove")}
            </Button>
          </Popconfirm>
        </div>
      ) : (
        <form className={styles.actions} onSubmit={submit}>
          <Input
            className={styles.name ?? ""}
            size="small"
            autoFocus
            value={name}
            maxLength={100}
            aria-label={t("passkey.name")}
            onChange={({ target }) => setName(target.value)}
          />
          <Button size="small" type="primary" htmlType="submit" loading={rename.isPending}>
            {t("passkey.saveName")}
          </Button>
          <Button size="small" onClick={() => setName(null)}>
            {t("assurance.cancel")}
          </Button>
        </form>
      )}
      {error !== null && <PasskeyProblem error={error} />}
    </>
  );
}
