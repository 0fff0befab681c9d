import type { HistoryAnswer, ResourceDescription } from "purser/contract";
import { Link } from "react-router";
import { useResources } from "../api/queries.ts";
import { Difference } from "../field/difference/difference.tsx";
import { TimeAgo } from "../field/instant/time-ago.tsx";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";
import { nameRecords } from "./name-records.ts";
import styles from "./record.module.css";

interface HistoryEventProps {
  readonly event: HistoryAnswer["history"][number];
  readonly resource: ResourceDescription;
  readonly opensAudit: boolean;
}

/** One change: who, when, what from what to what, why, and what else went with it. */
export function HistoryEvent({ event, resource, opensAudit }: HistoryEventProps) {
  const { entry, change, also } = event;
  const { data: resources = [] } = useResources();
  const when = <TimeAgo at={entry.at} />;
  return (
    <li className={styles.event}>
      <div className={styles.eventHead}>
        <strong>{entry.actor.name}</strong>
        <span>{t(`history.${change.verb}`)}</span>
        <span className="dim">
          {opensAudit ? <Link to={paths.auditEntry(entry.id)}>{when}</Link> : when}
        </span>
      </div>
      {change.cause === "cascade" && <p className={styles.also}>{t("history.cascade")}</p>}
      {change.verb === "update" && (
        <dl className={styles.changes}>
          {resource.fields
            .filter(({ name }) => change.changed.includes(name))
            .map((field) => (
              <div key={field.name}>
                <dt>{field.label}</dt>
                <dd>
                  <Difference
                    field={field}
                    before={change.before}
                    after={change.after}
                    resource={resource}
                  />
                </dd>
              </div>
            ))}
        </dl>
      )}
      {entry.reason !== null && <p className={styles.reason}>{entry.reason}</p>}
      {also.map(({ table, verb, count }) => (
        <p key={`${table} ${verb}`} className={styles.also}>
          {t(`history.also.${verb}`, { records: nameRecords(resources, table, count) })}
        </p>
      ))}
    </li>
  );
}
