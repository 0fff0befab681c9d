import type { RecordAnswer, ResourceDescription } from "purser/contract";
import { type ReactNode, useId } from "react";
import { useResources } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import { useAddressQuery } from "../route/use-address-query.ts";
import styles from "./record.module.css";
import { RelatedList } from "./related-list.tsx";
import { RelatedTabLabel } from "./related-tab-label.tsx";
import { TabStrip } from "./tab-strip.tsx";

interface RecordTabsProps {
  readonly resource: ResourceDescription;
  readonly record: RecordAnswer;
  /** Stands as the last tab where there is no room for it beside; null where there is. */
  readonly history: ReactNode | null;
}

/** What hangs on the record, one list at a time; the address says which is open. */
export function RecordTabs({ resource, record, history }: RecordTabsProps) {
  const [query, setQuery] = useAddressQuery();
  const { data: resources = [] } = useResources();
  const panelId = useId();
  const related = resource.relations.flatMap((relation) => {
    const target = resources.find(({ name }) => name === relation.resource);
    return relation.kind === "toOne" || target === undefined ? [] : [{ relation, target }];
  });
  const keys = [
    ...related.map(({ relation }) => relation.name),
    ...(history === null ? [] : [historyTab]),
  ];
  const open = keys.find((key) => key === query.get("tab")) ?? keys[0];
  if (open === undefined) return null;
  const shown = related.find(({ relation }) => relation.name === open);
  const labelOf = (key: string) => {
    const relation = related.find((one) => one.relation.name === key)?.relation;
    if (relation === undefined) return t("record.history");
    return <RelatedTabLabel {...{ resource, record, relation }} isOpen={key === open} />;
  };
  const openTab = (tab: string) => {
    const next = new URLSearchParams(query);
    next.set("tab", tab);
    setQuery(next, "replace");
  };
  return (
    <div className={styles.tabs}>
      <TabStrip
        tabs={keys.map((key) => ({ key, label: labelOf(key) }))}
        open={open}
        onOpen={openTab}
        panelId={panelId}
        label={t("record.related")}
      />
      <div role="tabpanel" id={panelId}>
        {shown === undefined ? (
          history
        ) : (
          <RelatedList key={open} resource={resource} record={record} {...shown} />
        )}
      </div>
    </div>
  );
}

/** A relation takes its name from a column or table; this one could only be meant. */
const historyTab = "@history";
