import type { ResourceDescription } from "purser/contract";
import { useRecordHistory } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import { History } from "./history.tsx";
import styles from "./record.module.css";

interface PastOnlyProps {
  readonly resource: ResourceDescription;
  readonly recordKey: string;
}

/** Of a record that is no more: what became of it. Silent where nothing of it is known. */
export function PastOnly({ resource, recordKey }: PastOnlyProps) {
  const { data } = useRecordHistory(resource.name, recordKey, resource.permissions.history.allowed);
  if (!data?.pages[0]?.history.length) return null;
  return (
    <section className={styles.past}>
      <h2>{t("asOf.past")}</h2>
      <History resource={resource} recordKey={recordKey} />
    </section>
  );
}
