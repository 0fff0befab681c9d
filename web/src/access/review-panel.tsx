import type { UseMutationResult } from "@tanstack/react-query";
import { Alert, Button, Input } from "antd";
import type { PeriodicReview } from "purser/contract";
import { type FormEvent, type PropsWithChildren, useState } from "react";
import { Link } from "react-router";
import { ExactTime } from "../field/instant/exact-time.tsx";
import { t } from "../messages/translate.ts";
import { ProblemAlert } from "../page/problem-alert.tsx";
import { paths } from "../route/paths.ts";
import styles from "./access.module.css";

interface ReviewPanelProps {
  readonly lastReview: PeriodicReview | null;
  readonly sign: UseMutationResult<unknown, Error, string>;
  readonly download: UseMutationResult<void, Error, void>;
}

/** When somebody last looked all this through, and the way to say that one has; `children` is what has come about since. */
export function ReviewPanel({
  lastReview,
  sign,
  download,
  children,
}: PropsWithChildren<ReviewPanelProps>) {
  const [note, setNote] = useState("");
  const error = sign.error ?? download.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (note.trim() !== "") sign.mutate(note, { onSuccess: () => setNote("") });
  };
  return (
    <>
      <LastReview review={lastReview} />
      {children}
      <form className={styles.form} onSubmit={submit}>
        <Input
          value={note}
          maxLength={1000}
          placeholder={t("access.note")}
          aria-label={t("access.note")}
          onChange={(event) => setNote(event.target.value)}
        />
        <Button htmlType="submit" loading={sign.isPending} disabled={note.trim() === ""}>
          {t("access.sign")}
        </Button>
        <Button loading={download.isPending} onClick={() => download.mutate()}>
          {t("access.download")}
        </Button>
      </form>
      {sign.isSuccess && <Alert type="success" showIcon title={t("access.signedNow")} />}
      {error !== null && <ProblemAlert error={error} />}
    </>
  );
}

function LastReview({ review }: { readonly review: PeriodicReview | null }) {
  if (review === null) return <p className="dim">{t("access.neverReviewed")}</p>;
  return (
    <p>
      {t("access.lastReview", { by: review.by })} <ExactTime at={review.at} />:{" "}
      <Link to={paths.auditEntry(review.id)}>{review.note}</Link>
    </p>
  );
}
