import type { Review } from "purser/contract";
import { useResource } from "../api/queries.ts";
import { EntryMark } from "../audit/entry-mark.tsx";
import { Sentence } from "../audit/sentence.tsx";
import { TimeAgo } from "../field/instant/time-ago.tsx";
import { t } from "../messages/translate.ts";
import styles from "./review.module.css";
import { VerdictForm } from "./verdict-form.tsx";

interface ReviewItemProps {
  readonly review: Review;
  readonly onDecided: () => void;
}

/** Who did what to which record and why, and what somebody else says of it. */
export function ReviewItem({ review, onDecided }: ReviewItemProps) {
  const { entry, overdue, verdict } = review;
  const resource = useResource(entry.resource ?? "");
  const fields = entry.fields.map(
    (name) => resource?.fields.find((field) => field.name === name)?.label ?? name,
  );
  return (
    <li className={styles.item} data-overdue={overdue}>
      <div className={styles.line}>
        <span className={styles.sentence}>
          <strong>{entry.actor.name}</strong> <Sentence entry={entry} /> <EntryMark entry={entry} />
          {overdue && <span className={styles.overdue}>{t("review.overdue")}</span>}
        </span>
        <TimeAgo at={entry.at} />
      </div>
      {fields.length > 0 && (
        <div>{t("review.fields", { fields: fields.join(", "), count: fields.length })}</div>
      )}
      {entry.reason !== null && <blockquote>{entry.reason}</blockquote>}
      {verdict === null ? (
        <VerdictForm entry={entry} onDecided={onDecided} />
      ) : (
        <div className={styles.verdict} data-verdict={verdict.verdict}>
          {t(`review.verdict.${verdict.verdict}`, { name: verdict.by.name })}{" "}
          <TimeAgo at={verdict.at} />
          {verdict.note !== null && <blockquote>{verdict.note}</blockquote>}
        </div>
      )}
    </li>
  );
}
