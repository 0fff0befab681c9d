import { NavLink } from "react-router";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";
import styles from "./review.module.css";
import { useOpenReviews } from "./use-reviews.ts";

/** The way to the queue, with how many wait in it. */
export function ReviewsLink() {
  const open = useOpenReviews();
  const count = open && `${open.value}${open.kind === "atLeast" ? "+" : ""}`;
  return (
    <NavLink to={paths.reviews()} title={t("review.title")}>
      {t("review.title")}
      {open !== null && open.value > 0 && (
        <span className={styles.count}>
          {count}
          <span className="unseen"> {t("review.state.open").toLowerCase()}</span>
        </span>
      )}
    </NavLink>
  );
}
