import type { AuditChange } from "purser/contract";
import type { PropsWithChildren } from "react";
import { useResource } from "../api/queries.ts";
import { Difference } from "../field/difference/difference.tsx";
import { t } from "../messages/translate.ts";
import styles from "./audit.module.css";
import { printRecordKey } from "./record-key.ts";

interface ChangedRowProps {
  /** The verb, as the beginning of a sentence. */
  readonly did: string;
  /** Null where the reader may see no such resource; then `table` names it. */
  readonly resource: string | null;
  readonly table?: string;
  readonly recordKey: string;
  readonly row: Pick<AuditChange, "before" | "after" | "changed"> &
    Partial<Pick<AuditChange, "erased">>;
  readonly isOpen: boolean;
}

/** One row: of a change what differs, of a new or deleted one everything that it holds. */
export function ChangedRow(props: PropsWithChildren<ChangedRowProps>) {
  const { did, resource: name, table, recordKey, row, isOpen, children } = props;
  const { before, after, changed, erased = [] } = row;
  const resource = useResource(name ?? "");
  const values = after ?? before ?? {};
  const isShown = (field: string) =>
    erased.includes(field) ||
    (before !== null && after !== null
      ? changed.includes(field)
      : Object.hasOwn(values, field) && values[field] !== null);
  return (
    <details open={isOpen}>
      <summary>
        {did} {(resource?.labelOne ?? table ?? "").toLowerCase()}{" "}
        <span className="code">{printRecordKey(recordKey)}</span>
      </summary>
      {children}
      {resource !== undefined && (
        <dl className={styles.facts}>
          {resource.fields
            .filter((field) => isShown(field.name))
            .map((field) => (
              <div key={field.name}>
                <dt>{field.label}</dt>
                <dd>
                  {erased.includes(field.name) ? (
                    <span className={styles.mark}>{t("audit.erased")}</span>
                  ) : (
                    <Difference field={field} before={before} after={after} resource={resource} />
                  )}
                </dd>
              </div>
            ))}
        </dl>
      )}
    </details>
  );
}
