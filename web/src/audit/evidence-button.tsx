import { useMutation } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import type { AuditEntry } from "purser/contract";
import { downloadEvidence } from "../api/audit.ts";
import { problemOf } from "../api/http.ts";
import { t } from "../messages/translate.ts";
import { saveFile } from "./save-file.ts";

/** Saves what proves the entry to somebody who trusts neither this server nor its database. */
export function EvidenceButton({ entry }: { readonly entry: AuditEntry }) {
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => downloadEvidence(entry.id),
    onSuccess: (file) => saveFile(`evidence-${entry.id}.json`, file),
  });
  const problem = error === null ? null : problemOf(error);
  return (
    <>
      <Button
        loading={isPending}
        disabled={entry.sealed === null}
        title={entry.sealed === null ? t("seal.notYet") : t("evidence.what")}
        onClick={() => mutate()}
      >
        {t("evidence.download")}
      </Button>
      {problem !== null && (
        <Alert type="warning" showIcon title={problem.detail ?? problem.title} />
      )}
    </>
  );
}
