import type { AccessReport } from "purser/contract";
import { t } from "../messages/translate.ts";
import styles from "./access.module.css";
import { ReviewPanel } from "./review-panel.tsx";
import { useReportDownload, useReview } from "./use-access.ts";

export function AccessReview({ report }: { readonly report: AccessReport }) {
  const { lastReview, policy } = report;
  return (
    <ReviewPanel lastReview={lastReview} sign={useReview()} download={useReportDownload()}>
      {lastReview !== null && lastReview.policy !== policy && (
        <p className={styles.unsigned}>{t("access.policySince")}</p>
      )}
    </ReviewPanel>
  );
}
