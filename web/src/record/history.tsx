import { Button } from "antd";
import type { ResourceDescription } from "purser/contract";
import { useMe, useRecordHistory } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import { Loading } from "../page/loading.tsx";
import { ProblemPanel } from "../page/problem-panel.tsx";
import { AsOfControl } from "./as-of-control.tsx";
import { HistoryEvent } from "./history-event.tsx";
import styles from "./record.module.css";

interface HistoryProps {
  readonly resource: ResourceDescription;
  readonly recordKey: string;
}

/** What changed in the record, newest first. */
export function History({ resource, recordKey }: HistoryProps) {
  const permission = resource.permissions.history;
  const history = useRecordHistory(resource.name, recordKey, permission.allowed);
  const { data: me } = useMe();
  if (!permission.allowed) return <p className="dim">{permission.why}</p>;
  if (history.error !== null) {
    return <ProblemPanel error={history.error} onRetry={() => void history.refetch()} />;
  }
  if (history.data === undefined) return <Loading />;
  const events = history.data.pages.flatMap((page) => page.history);
  if (events.length === 0) return <p className="dim">{t("history.none")}</p>;
  return (
    <>
      <AsOfControl events={events} />
      <ol className={styles.events}>
        {events.map((event) => (
          <HistoryEvent
            key={event.change.id}
            event={event}
            resource={resource}
            recordKey={recordKey}
            opensAudit={me?.pages.audit ?? false}
          />
        ))}
      </ol>
      {history.hasNextPage && (
        <Button
          size="small"
          loading={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {t("history.older")}
        </Button>
      )}
    </>
  );
}
