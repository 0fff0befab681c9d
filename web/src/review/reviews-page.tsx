import { Button, Segmented } from "antd";
import type { ReviewState } from "purser/contract";
import { useRef } from "react";
import { t } from "../messages/translate.ts";
import { Loading } from "../page/loading.tsx";
import { Panel } from "../page/panel.tsx";
import { ProblemPanel } from "../page/problem-panel.tsx";
import { useAddressQuery } from "../route/use-address-query.ts";
import styles from "./review.module.css";
import { ReviewItem } from "./review-item.tsx";
import { useReviews } from "./use-reviews.ts";

const states = ["open", "overdue", "done"] as const satisfies readonly ReviewState[];

/** The queue of what others revealed and what they were refused. */
export default function ReviewsPage() {
  const [params, setParams] = useAddressQuery();
  const place = useRef<HTMLDivElement>(null);
  const state = states.find((each) => each === params.get("state")) ?? "open";
  return (
    <section className={styles.page}>
      <title>{t("review.title")}</title>
      <header className={styles.head}>
        <h1>{t("review.title")}</h1>
        <Segmented
          value={state}
          aria-label={t("review.state")}
          options={states.map((value) => ({ value, label: t(`review.state.${value}`) }))}
          onChange={(value) => setParams(value === "open" ? {} : { state: value })}
        />
      </header>
      <p className="dim">{t("review.what")}</p>
      {/* What was decided goes from the list, maybe as its last: the keyboard stays where it was. */}
      <div ref={place} tabIndex={-1} className={styles.place}>
        <Queue key={state} state={state} onDecided={() => place.current?.focus()} />
      </div>
    </section>
  );
}

interface QueueProps {
  readonly state: ReviewState;
  readonly onDecided: () => void;
}

function Queue({ state, onDecided }: QueueProps) {
  const list = useReviews(state);
  if (list.error !== null)
    return <ProblemPanel error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data === undefined) return <Loading />;
  const reviews = list.data.pages.flatMap((page) => page.reviews);
  if (reviews.length === 0) return <Panel title={t(`review.none.${state}`)} />;
  return (
    <>
      <ul className={styles.queue} aria-label={t("review.title")}>
        {reviews.map((review) => (
          <ReviewItem key={review.entry.id} review={review} onDecided={onDecided} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button
          size="small"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t("review.more")}
        </Button>
      )}
    </>
  );
}
