import { Grid } from "antd";
import type { RecordAnswer, ResourceDescription } from "purser/contract";
import { useState } from "react";
import { t } from "../messages/translate.ts";
import { RevealableRecord } from "../reveal/revealable-record.tsx";
import { DeleteDialog } from "./delete-dialog.tsx";
import { History } from "./history.tsx";
import styles from "./record.module.css";
import { RecordTabs } from "./record-tabs.tsx";
import { RecordTitle } from "./record-title.tsx";
import { useRecordShortcuts } from "./use-record-shortcuts.ts";

interface RecordViewProps {
  readonly resource: ResourceDescription;
  readonly record: RecordAnswer;
  /** The key as the address has it. */
  readonly routeKey: string;
}

/** One record: what it is, what hangs on it, and what happened to it. */
export function RecordView({ resource, record, routeKey }: RecordViewProps) {
  const [deleting, setDeleting] = useState(false);
  const isWide = Grid.useBreakpoint().xl ?? false;
  useRecordShortcuts(resource, routeKey);
  const history = <History resource={resource} recordKey={routeKey} />;
  return (
    <article className={styles.page}>
      <title>{`${record.label} · ${resource.label}`}</title>
      <RecordTitle
        resource={resource}
        record={record}
        routeKey={routeKey}
        onDelete={() => setDeleting(true)}
      />
      <div className={styles.columns}>
        <div className={styles.main}>
          <RevealableRecord resource={resource} record={record} />
          <RecordTabs resource={resource} record={record} history={isWide ? null : history} />
        </div>
        {isWide && (
          <aside className={styles.side} aria-label={t("record.history")}>
            <h2>{t("record.history")}</h2>
            {history}
          </aside>
        )}
      </div>
      {deleting && (
        <DeleteDialog resource={resource} record={record} onClose={() => setDeleting(false)} />
      )}
    </article>
  );
}
