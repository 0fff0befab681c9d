import { Alert, Button, Input } from "antd";
import type { AccessReport } from "purser/contract";
import { type FormEvent, useState } from "react";
import { Link } from "react-router";
import { problemOf } from "../api/http.ts";
import { ExactTime } from "../field/instant/exact-time.tsx";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";
import styles from "./access.module.css";
import { useReportDownload, useReview } from "./use-access.ts";

/** When somebody last looked all this through, and the way to say that one has. */
export function ReviewPanel({ report }: { readonly report: AccessReport }) {
  const [note, setNote] = useState("");
  const review = useReview();
  const download = useReportDownload();
  const error = review.error ?? download.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (note.trim() !== "") review.mutate(note, { onSuccess: () => setNote("") });
  };
  return (
    <>
      <LastReview report={report} />
      <form className={styles.form} onSubmit={submit}>
        <Input
          value={note}
          maxLength={1000}
          placeholder={t("access.note")}
          aria-label={t("access.note")}
          onChange={(event) => setNote(event.target.value)}
        />
        <Button htmlType="submit" loading={review.isPending} disabled={note.trim() === ""}>
          {t("access.sign")}
        </Button>
        <Button loading={download.isPending} onClick={() => download.mutate()}>
          {t("access.download")}
        </Button>
      </form>
      {review.data !== undefined && <Alert type="success" showIcon title={t("access.signedNow")} />}
      {error !== null && (
        <Alert type="warning" showIcon title={problemOf(error).detail ?? problemOf(error).title} />
      )}
    </>
  );
}

function LastReview({ report: { lastReview, policy } }: { readonly report: AccessReport }) {
  if (lastReview === null) return <p className="dim">{t("access.neverReviewed")}</p>;
  return (
    <>
      <p>
        {t("access.lastReview", { by: lastReview.by })} <ExactTime at={lastReview.at} />:{" "}
        <Link to={paths.auditEntry(lastReview.id)}>{lastReview.note}</Link>
      </p>
      {lastReview.policy !== policy && <p className={styles.unsigned}>{t("access.policySince")}</p>}
    </>
  );
}
