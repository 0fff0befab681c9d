import type { AuditEntry } from "purser/contract";
import { Link } from "react-router";
import { useAuditEntry } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import { Loading } from "../page/loading.tsx";
import { ProblemPanel } from "../page/problem-panel.tsx";
import { paths } from "../route/paths.ts";
import styles from "./audit.module.css";
import { ChangeTree } from "./change-tree.tsx";
import { changesRows } from "./entry-nature.ts";
import { ShownRecords } from "./shown-records.tsx";

/** Under an entry's line: what changed or was shown, and from where it was asked. */
export function EntryDetails({ entry }: { readonly entry: AuditEntry }) {
  const from = [entry.roles.join(", "), entry.address].filter((one) => one).join(" · ");
  return (
    <div className={styles.details}>
      {changesRows(entry) ? <Changes id={entry.id} /> : <ShownRecords entry={entry} />}
      <p className="dim">
        {from} <Link to={paths.auditEntry(entry.id)}>{t("audit.story")}</Link>
      </p>
    </div>
  );
}

function Changes({ id }: { readonly id: string }) {
  const { data, error, reload } = useAuditEntry(id);
  if (error !== null) return <ProblemPanel error={error} onRetry={reload} />;
  return data === undefined ? <Loading /> : <ChangeTree changes={data.changes} />;
}
