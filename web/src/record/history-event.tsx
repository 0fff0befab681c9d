import { Button } from "antd";
import type { HistoryAnswer, ResourceDescription } from "purser/contract";
import { lazy, Suspense, useState } from "react";
import { Link } from "react-router";
import { useResources } from "../api/queries.ts";
import { Difference } from "../field/difference/difference.tsx";
import { TimeAgo } from "../field/instant/time-ago.tsx";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";
import { justBefore } from "../time/just-before.ts";
import { nameRecords } from "./name-records.ts";
import styles from "./record.module.css";

const UndoDialog = lazy(() => import("../audit/undo-dialog.tsx"));

interface HistoryEventProps {
  readonly event: HistoryAnswer["history"][number];
  readonly resource: ResourceDescription;
  readonly recordKey: string;
  readonly opensAudit: boolean;
}

/** One change: who, when, what from what to what, why, and what else went with it. */
export function HistoryEvent({ event, resource, recordKey, opensAudit }: HistoryEventProps) {
  const { entry, change, also } = event;
  const { data: resources = [] } = useResources();
  const [isUndoing, setUndoing] = useState(false);
  const isGone = change.verb === "delete";
  const lookAt = (isGone ? justBefore(change.at) : null) ?? change.at;
  const when = <TimeAgo at={entry.at} />;
  return (
    <li className={styles.event}>
      <div className={styles.eventHead}>
        <strong>{entry.actor.name}</strong>
        <span>{t(`history.${change.verb}`)}</span>
        {entry.kind === "change.outOfBand" && <span>{t("history.outOfBand")}</span>}
        <span className="dim">
          {opensAudit ? <Link to={paths.auditEntry(entry.id)}>{when}</Link> : when}
        </span>
      </div>
      <div className={styles.eventWays}>
        <Link to={paths.recordAsOf(resource.name, recordKey, lookAt)} replace>
          {t(isGone ? "asOf.before" : "asOf.then")}
        </Link>
        {entry.type === "operation" && entry.outcome === "done" && entry.undoneBy === null && (
          <Button type="link" size="small" onClick={() => setUndoing(true)}>
            {t("undo.open")}
          </Button>
        )}
        {isUndoing && (
          <Suspense>
            <UndoDialog operation={entry.id} onClose={() => setUndoing(false)} />
          </Suspense>
        )}
      </div>
      {change.cause === "cascade" && <p className={styles.also}>{t("history.cascade")}</p>}
      {change.verb === "update" && (
        <dl className={styles.changes}>
          {resource.fields
            .filter(({ name }) => change.changed.includes(name) || change.erased.includes(name))
            .map((field) => (
              <div key={field.name}>
                <dt>{field.label}</dt>
                <dd>
                  {change.erased.includes(field.name) ? (
                    t("audit.erased")
                  ) : (
                    <Difference
                      field={field}
                      before={change.before}
                      after={change.after}
                      resource={resource}
                    />
                  )}
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
