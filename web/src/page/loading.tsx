import { t } from "../messages/translate.ts";
import styles from "./page.module.css";

/** Grey lines in the place of a page's text; they appear late, so that a quick page never flickers. */
export function Loading() {
  return (
    <div className={styles.loading} role="status" aria-label={t("page.loading")}>
      <div />
      <div />
      <div />
    </div>
  );
}
