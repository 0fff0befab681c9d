import type { AuditChange } from "purser/contract";
import { Link } from "react-router";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";
import { justBefore } from "../time/just-before.ts";
import styles from "./audit.module.css";
import { ChangedRow } from "./changed-row.tsx";

interface ChangeItemProps {
  readonly change: AuditChange;
  readonly isOpen: boolean;
}

/** One row that an operation changed, with the way to its record, as it is and as it was then. */
export function ChangeItem({ change, isOpen }: ChangeItemProps) {
  const { verb, resource, table, key, at } = change;
  return (
    <ChangedRow
      did={t(`audit.verb.${verb}`)}
      resource={resource}
      table={table}
      recordKey={key}
      row={change}
      isOpen={isOpen}
    >
      {resource !== null && key !== "" && (
        <p className={styles.open}>
          {verb === "delete" ? (
            <Link to={paths.recordAsOf(resource, key, justBefore(at) ?? at)}>
              {t("audit.openBefore")}
            </Link>
          ) : (
            <>
              <Link to={paths.record(resource, key)}>{t("audit.openRecord")}</Link>{" "}
              <Link to={paths.recordAsOf(resource, key, at)}>{t("audit.openThen")}</Link>
            </>
          )}
        </p>
      )}
    </ChangedRow>
  );
}
