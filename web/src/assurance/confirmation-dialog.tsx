import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { type ConfirmationWanted, confirmation } from "../api/standstill.ts";
import { t } from "../messages/translate.ts";
import { tapPasskey } from "../passkey/ceremony.ts";
import { PasskeyProblem } from "../passkey/passkey-problem.tsx";
import styles from "./assurance.module.css";
import { printConfirmation } from "./print-confirmation.ts";
import { QuestionDialog } from "./question-dialog.tsx";

/** Says what is about to be done, and has a passkey stand for exactly that. */
export function ConfirmationDialog({ wanted }: { readonly wanted: ConfirmationWanted }) {
  const tap = useMutation({
    mutationFn: async () => {
      const { token, options } = wanted.request;
      return printConfirmation({ token, response: await tapPasskey(options) });
    },
    onSuccess: confirmation.resume,
  });
  return (
    <QuestionDialog
      title={t("assurance.confirm")}
      onCancel={confirmation.giveUp}
      answers={
        <Button type="primary" loading={tap.isPending} onClick={() => tap.mutate()}>
          {t("passkey.use")}
        </Button>
      }
    >
      <p className={styles.what}>{wanted.what ?? t("assurance.thisRequest")}</p>
      <p>{t("assurance.confirmWhy")}</p>
      {tap.error !== null && <PasskeyProblem error={tap.error} />}
    </QuestionDialog>
  );
}
