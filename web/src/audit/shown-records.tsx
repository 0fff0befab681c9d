import type { AuditEntry } from "purser/contract";
import { useResource } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import styles from "./audit.module.css";
import { RecordLink } from "./record-link.tsx";

/** Of a read: which fields of which records were on the screen. */
export function ShownRecords({ entry }: { readonly entry: AuditEntry }) {
  const resource = useResource(entry.resource ?? "");
  const { keys, fields, resource: name } = entry;
  if (name === null || (keys.length === 0 && fields.length === 0)) return null;
  const labels = fields.map(
    (field) => resource?.fields.find((one) => one.name === field)?.label ?? field,
  );
  return (
    <section className={styles.changes}>
      <h2>{t(entry.outcome === "refused" ? "audit.aimedAt" : "audit.shown")}</h2>
      <dl className={styles.facts}>
        {keys.length > 0 && (
          <div>
            <dt>{t("audit.records", { count: keys.length })}</dt>
            <dd className={styles.keys}>
              {keys.map((key) => (
                <RecordLink key={key} resource={name} recordKey={key} />
              ))}
            </dd>
          </div>
        )}
        {labels.length > 0 && (
          <div>
            <dt>{t("audit.fields", { count: labels.length })}</dt>
            <dd>{labels.join(", ")}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}
