import { Button } from "antd";
import { Link } from "react-router";
import type { AuditQuery } from "../api/audit.ts";
import { useAuditList } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import { Loading } from "../page/loading.tsx";
import { Panel } from "../page/panel.tsx";
import { ProblemPanel } from "../page/problem-panel.tsx";
import { paths } from "../route/paths.ts";
import { useAddressQuery } from "../route/use-address-query.ts";
import styles from "./audit.module.css";
import { parseAuditAddress, printAuditAddress, questionOf } from "./audit-address.ts";
import { AuditFilters } from "./audit-filters.tsx";
import { AuditLine } from "./audit-line.tsx";

const pageSize = 50;

export default function AuditPage() {
  const [params, setParams] = useAddressQuery();
  const query = parseAuditAddress(params);
  const list = useAuditList({ ...questionOf(query), limit: pageSize });
  const go = (next: AuditQuery) => setParams(printAuditAddress(next));
  return (
    <section className={styles.page}>
      <title>{t("audit.title")}</title>
      <header className={styles.head}>
        <h1>{t("audit.title")}</h1>
        <Link to={paths.auditHealth()}>{t("health.title")}</Link>
      </header>
      <AuditFilters query={query} onChange={go} />
      <AuditEntries list={list} query={query} go={go} />
    </section>
  );
}

interface AuditEntriesProps {
  readonly list: ReturnType<typeof useAuditList>;
  readonly query: AuditQuery;
  readonly go: (query: AuditQuery) => void;
}

/** The entries, or what stands in their place. */
function AuditEntries({ list, query, go }: AuditEntriesProps) {
  if (list.error !== null) {
    return (
      <ProblemPanel error={list.error} onRetry={list.reload}>
        <Button onClick={() => go({})}>{t("audit.clear")}</Button>
      </ProblemPanel>
    );
  }
  if (list.isStopped) {
    return (
      <Panel title={t("record.stopped")}>
        <Button onClick={list.reload}>{t("page.retry")}</Button>
      </Panel>
    );
  }
  if (list.data === undefined) return <Loading />;
  const { entries, page } = list.data;
  if (entries.length === 0) {
    return (
      <Panel title={t("audit.none")}>
        <Button onClick={() => go({})}>{t("audit.clear")}</Button>
      </Panel>
    );
  }
  const turn = (cursor: Pick<AuditQuery, "after" | "before">) =>
    go({ ...query, after: undefined, before: undefined, ...cursor });
  return (
    <>
      <ul className={styles.lines} data-old={list.isOld}>
        {entries.map((entry) => (
          <AuditLine key={entry.id} entry={entry} />
        ))}
      </ul>
      <div className={styles.foot}>
        <Button
          size="small"
          disabled={page.previous === null}
          onClick={() => turn({ before: page.previous ?? undefined })}
        >
          {t("audit.newer")}
        </Button>
        <Button
          size="small"
          disabled={page.next === null}
          onClick={() => turn({ after: page.next ?? undefined })}
        >
          {t("audit.older")}
        </Button>
      </div>
    </>
  );
}
