import type { AccessReport } from "purser/contract";
import { t } from "../messages/translate.ts";
import styles from "./access.module.css";
import { Table } from "./table.tsx";

/** Who has agreed to which write, and where that is written down. */
export function SignOffTable({ report }: { readonly report: AccessReport }) {
  const labels = new Map(report.resources.map(({ name, label }) => [name, label]));
  const rows = report.signOffs.map(({ resource, write, signOff }) => ({
    id: `${resource} ${write}`,
    cells: [
      labels.get(resource) ?? resource,
      t(`access.write.${write}`),
      signOff === null ? (
        <span key="nobody" className={styles.unsigned}>
          {t("access.unsigned")}
        </span>
      ) : (
        t("access.signed", { ...signOff })
      ),
    ],
  }));
  return (
    <Table
      label={t("access.signOffs")}
      columns={[t("access.resource"), t("access.write"), t("access.signOff")]}
      rows={rows}
    />
  );
}
