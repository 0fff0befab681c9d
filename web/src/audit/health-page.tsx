import { Alert, Button } from "antd";
import type { AuditHealthAnswer } from "purser/contract";
import { Link } from "react-router";
import { useAuditHealth } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import { Loading } from "../page/loading.tsx";
import { ProblemPanel } from "../page/problem-panel.tsx";
import { paths } from "../route/paths.ts";
import { AnchorTable } from "./anchor-table.tsx";
import styles from "./audit.module.css";
import { CoverageList } from "./coverage-list.tsx";
import { DeliveryFacts } from "./delivery-facts.tsx";
import { GrowthTable } from "./growth-table.tsx";
import { SealingFacts } from "./sealing-facts.tsx";

/** Whether the log can be relied on: what is sealed, kept outside and covered, and how it grows. */
export default function HealthPage() {
  const { data, error, isFetching, reload } = useAuditHealth();
  const back = <Link to={paths.audit()}>{t("audit.title")}</Link>;
  if (error !== null) {
    return (
      <ProblemPanel error={error} onRetry={reload}>
        {back}
      </ProblemPanel>
    );
  }
  if (data === undefined) return <Loading />;
  return (
    <article className={styles.page}>
      <title>{t("health.title")}</title>
      <nav aria-label={t("record.way")}>{back}</nav>
      <header className={styles.head}>
        <h1>{t("health.title")}</h1>
        <div className={styles.actions}>
          <Button loading={isFetching} onClick={reload}>
            {t("health.again")}
          </Button>
        </div>
      </header>
      <Health health={data} />
    </article>
  );
}

function Health({ health }: { readonly health: AuditHealthAnswer }) {
  const { alerts, anchors, delivery, coverage, growth } = health;
  return (
    <>
      {alerts.map(({ code, text }) => (
        <Alert
          key={code + text}
          type={code === "fork" ? "error" : "warning"}
          showIcon
          title={text}
        />
      ))}
      <section className={styles.changes}>
        <h2>{t("health.sealing")}</h2>
        <SealingFacts health={health} />
      </section>
      <section className={styles.changes}>
        <h2>{t("health.anchors")}</h2>
        <AnchorTable anchors={anchors} />
      </section>
      <section className={styles.changes}>
        <h2>{t("health.delivery")}</h2>
        <DeliveryFacts delivery={delivery} />
      </section>
      <section className={styles.changes}>
        <h2>{t("health.coverage")}</h2>
        <CoverageList coverage={coverage} />
      </section>
      <section className={styles.changes}>
        <h2>{t("health.growth")}</h2>
        <GrowthTable growth={growth} />
      </section>
    </>
  );
}
