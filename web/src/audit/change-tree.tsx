import type { AuditChange } from "purser/contract";
import { useResources } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import styles from "./audit.module.css";
import { ChangeItem } from "./change-item.tsx";

/** Up to this many consequences in one table are open at once. */
const mostOpen = 5;

/** What was asked for, and under it what followed, table by table. */
export function ChangeTree({ changes }: { readonly changes: readonly AuditChange[] }) {
  const { data: resources = [] } = useResources();
  const labelOf = (change: AuditChange) =>
    resources.find(({ name }) => name === change.resource)?.label ?? change.table;
  const direct = changes.filter(({ cause }) => cause === "direct");
  const followed = Map.groupBy(
    changes.filter(({ cause }) => cause === "cascade"),
    (change) => `${labelOf(change)}: ${t(`audit.verb.${change.verb}`)}`,
  );
  if (changes.length === 0) return <p className="dim">{t("audit.noChanges")}</p>;
  return (
    <section className={styles.changes}>
      <h2>{t("audit.changes")}</h2>
      <ul className={styles.tree}>
        {direct.map((change) => (
          <li key={change.id}>
            <ChangeItem change={change} isOpen />
          </li>
        ))}
        {followed.size > 0 && (
          <li>
            <p className={styles.followed}>{t("audit.followed")}</p>
            <ul className={styles.tree}>
              {[...followed].map(([heading, members]) => (
                <li key={heading}>
                  <details open={members.length <= mostOpen}>
                    <summary>
                      {heading} <span className="dim">({members.length})</span>
                    </summary>
                    <ul className={styles.tree}>
                      {members.map((change) => (
                        <li key={change.id}>
                          <ChangeItem change={change} isOpen={members.length === 1} />
                        </li>
                      ))}
                    </ul>
                  </details>
                </li>
              ))}
            </ul>
          </li>
        )}
      </ul>
    </section>
  );
}
