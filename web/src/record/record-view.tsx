import { Grid, Tabs } from "antd";
import type { RecordAnswer, ResourceDescription } from "purser/contract";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { useResources } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import { DeleteDialog } from "./delete-dialog.tsx";
import { History } from "./history.tsx";
import styles from "./record.module.css";
import { RecordFields } from "./record-fields.tsx";
import { RecordTitle } from "./record-title.tsx";
import { RelatedList } from "./related-list.tsx";
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
  const [params, setParams] = useSearchParams();
  const { data: resources = [] } = useResources();
  const isWide = Grid.useBreakpoint().xl ?? false;
  useRecordShortcuts(resource, routeKey);

  const related = resource.relations.flatMap((relation) => {
    const target = resources.find(({ name }) => name === relation.resource);
    if (relation.kind === "toOne" || target === undefined) return [];
    return [
      {
        key: relation.name,
        label: relation.label,
        children: (
          <RelatedList resource={resource} record={record} relation={relation} target={target} />
        ),
      },
    ];
  });
  const history = <History resource={resource} recordKey={routeKey} />;
  const tabs = isWide
    ? related
    : [...related, { key: historyTab, label: t("record.history"), children: history }];
  const open = tabs.find(({ key }) => key === params.get("tab")) ?? tabs[0];
  const openTab = (tab: string) =>
    setParams(
      (now) => new URLSearchParams([...[...now].filter(([name]) => name !== "tab"), ["tab", tab]]),
      {
        replace: true,
      },
    );

  return (
    <article className={styles.page}>
      <RecordTitle
        resource={resource}
        record={record}
        routeKey={routeKey}
        onDelete={() => setDeleting(true)}
      />
      <div className={styles.columns}>
        <div className={styles.main}>
          <RecordFields resource={resource} record={record} />
          {open !== undefined && (
            <Tabs
              items={tabs}
              activeKey={open.key}
              onChange={openTab}
              destroyOnHidden
              className={styles.tabs ?? ""}
            />
          )}
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

/** No relation is called so: relation names have no space. */
const historyTab = "the history";
