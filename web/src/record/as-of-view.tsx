import { Alert, Button } from "antd";
import type { AsOfAnswer, ResourceDescription } from "purser/contract";
import { Link } from "react-router";
import { useAsOf } from "../api/queries.ts";
import { ExactTime } from "../field/instant/exact-time.tsx";
import { t } from "../messages/translate.ts";
import { Loading } from "../page/loading.tsx";
import { ProblemPanel } from "../page/problem-panel.tsx";
import { paths } from "../route/paths.ts";
import { History } from "./history.tsx";
import styles from "./record.module.css";
import { RecordFields } from "./record-fields.tsx";

interface AsOfViewProps {
  readonly resource: ResourceDescription;
  readonly recordKey: string;
  readonly at: string;
  readonly onNow: () => void;
}

/** The record as it was, also when it is no more; what is another value now is marked, and nothing can be changed. */
export function AsOfView({ resource, recordKey, at, onNow }: AsOfViewProps) {
  const asOf = useAsOf(resource.name, recordKey, at);
  return (
    <article className={styles.page}>
      <nav className={styles.way} aria-label={t("record.way")}>
        <Link to={paths.grid(resource.name)}>{resource.label}</Link>
      </nav>
      <Alert
        type="info"
        showIcon
        title={
          <>
            {t("asOf.banner")}{" "}
            <strong>
              <ExactTime at={at} />
            </strong>
            . {asOf.data && describe(asOf.data)}
          </>
        }
        action={
          <Button size="small" onClick={onNow}>
            {t("asOf.now")}
          </Button>
        }
      />
      <div className={styles.columns}>
        <div className={styles.main} data-old={asOf.isOld}>
          <Past resource={resource} asOf={asOf} />
        </div>
        <aside className={styles.side} aria-label={t("record.history")}>
          <h2>{t("record.history")}</h2>
          <History resource={resource} recordKey={recordKey} />
        </aside>
      </div>
    </article>
  );
}

interface PastProps {
  readonly resource: ResourceDescription;
  readonly asOf: ReturnType<typeof useAsOf>;
}

function Past({ resource, asOf: { data, error, reload } }: PastProps) {
  if (error !== null) return <ProblemPanel error={error} onRetry={reload} />;
  if (data === undefined) return <Loading />;
  if (data.record === null) return <p className="dim">{t("asOf.absent")}</p>;
  return (
    <>
      <title>{t("asOf.title", { record: data.record.label })}</title>
      <h1>{data.record.label}</h1>
      <RecordFields resource={resource} record={data.record} marked={data.changed} />
    </>
  );
}

function describe({ record, changed }: AsOfAnswer): string | null {
  if (record === null) return null;
  return changed.length === 0 ? t("asOf.same") : t("asOf.changed", { count: changed.length });
}
