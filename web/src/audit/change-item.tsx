import type { AuditChange } from "purser/contract";
import { Link } from "react-router";
import { useResource } from "../api/queries.ts";
import { Difference } from "../field/difference/difference.tsx";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";
import styles from "./audit.module.css";
import { printRecordKey } from "./record-key.ts";

interface ChangeItemProps {
  readonly change: AuditChange;
  readonly isOpen: boolean;
}

/** One row: of a change what differs, of a new or deleted one everything that it held. */
export function ChangeItem({ change, isOpen }: ChangeItemProps) {
  const resource = useResource(change.resource ?? "");
  const values = change.after ?? change.before ?? {};
  const isShown = (name: string) =>
    change.verb === "update"
      ? change.changed.includes(name)
      : Object.hasOwn(values, name) && values[name] !== null;
  return (
    <details open={isOpen}>
      <summary>
        {t(`audit.verb.${change.verb}`)} {(resource?.labelOne ?? change.table).toLowerCase()}{" "}
        <span className="code">{printRecordKey(change.key)}</span>
      </summary>
      {change.resource !== null && change.key !== "" && change.after !== null && (
        <p className={styles.open}>
          <Link to={paths.record(change.resource, change.key)}>{t("audit.openRecord")}</Link>
        </p>
      )}
      {resource !== undefined && (
        <dl className={styles.facts}>
          {resource.fields
            .filter(({ name }) => isShown(name))
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
    </details>
  );
}
