import { Button, Input } from "antd";
import type { AuditEntry } from "purser/contract";
import { useState } from "react";
import { t } from "../messages/translate.ts";
import { ProblemAlert } from "../page/problem-alert.tsx";
import styles from "./review.module.css";
import { useDecide } from "./use-reviews.ts";

interface VerdictFormProps {
  readonly entry: AuditEntry;
  readonly onDecided: () => void;
}

export function VerdictForm({ entry, onDecided }: VerdictFormProps) {
  const [note, setNote] = useState("");
  const { decide, isDeciding, error } = useDecide(entry.id, onDecided);
  const written = note.trim();
  const given = written === "" ? {} : { note: written };
  return (
    <>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          decide({ verdict: "approved", ...given });
        }}
      >
        <Input
          size="small"
          value={note}
          maxLength={1000}
          placeholder={t("review.note")}
          aria-label={t("review.note")}
          onChange={({ target }) => setNote(target.value)}
        />
        <Button size="small" htmlType="submit" disabled={isDeciding}>
          {t("review.approve")}
        </Button>
        <Button
          size="small"
          danger
          disabled={isDeciding || written === ""}
          title={written === "" ? t("review.flagNeedsNote") : undefined}
          onClick={() => decide({ verdict: "flagged", ...given })}
        >
          {t("review.flag")}
        </Button>
      </form>
      {error !== null && <ProblemAlert error={error} />}
    </>
  );
}
