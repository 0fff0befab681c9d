import { useMutation } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import type { AuditChange, AuditEntry } from "purser/contract";
import { useState } from "react";
import { downloadEvidence } from "../api/audit.ts";
import { problemOf } from "../api/http.ts";
import { t } from "../messages/translate.ts";
import styles from "./audit.module.css";
import { type Checked, checkEvidence } from "./check-evidence.ts";
import { DisclosureDialog } from "./disclosure-dialog.tsx";
import { saveFile } from "./save-file.ts";

interface EvidenceButtonProps {
  readonly entry: AuditEntry;
  readonly changes: readonly AuditChange[];
}

/** Saves what proves the entry to somebody who trusts neither this server nor its database, and checks it on the way. */
export function EvidenceButton({ entry, changes }: EvidenceButtonProps) {
  const [isChoosing, setChoosing] = useState(false);
  const { mutate, isPending, data, error } = useMutation({
    mutationFn: async (disclosed: readonly string[]) => {
      const file = await downloadEvidence(entry.id, disclosed);
      saveFile(`evidence-${entry.id}.json`, file);
      return checkEvidence(await file.text());
    },
  });
  const problem = error === null ? null : problemOf(error);
  const hasChoice = changes.some(({ disclosable }) => disclosable.length > 0);
  return (
    <>
      <Button
        loading={isPending}
        disabled={entry.sealed === null}
        title={entry.sealed === null ? t("seal.notYet") : t("evidence.what")}
        onClick={() => (hasChoice ? setChoosing(true) : mutate([]))}
      >
        {t("evidence.download")}
      </Button>
      {isChoosing && (
        <DisclosureDialog
          changes={changes}
          onChoose={(fields) => {
            setChoosing(false);
            mutate(fields);
          }}
          onClose={() => setChoosing(false)}
        />
      )}
      {data !== undefined && <Verdict checked={data} />}
      {problem !== null && (
        <Alert
          className={styles.verdict ?? ""}
          type="warning"
          showIcon
          title={problem.detail ?? problem.title}
        />
      )}
    </>
  );
}

function Verdict({ checked }: { readonly checked: Checked }) {
  if (!checked.ok)
    return (
      <Alert className={styles.verdict ?? ""} type="error" showIcon title={t("evidence.bad")} />
    );
  const { records, checkpoint } = checked;
  return (
    <Alert
      className={styles.verdict ?? ""}
      type="success"
      showIcon
      title={t("evidence.good", { count: records, checkpoint })}
      description={t("evidence.signature")}
    />
  );
}
