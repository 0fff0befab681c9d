import type { FieldDescription, RecordAnswer, ResourceDescription } from "purser/contract";
import { memo } from "react";
import { Link } from "react-router";
import { FieldCell } from "../../field/cell.tsx";
import { t } from "../../messages/translate.ts";
import { paths } from "../../route/paths.ts";
import styles from "./table.module.css";

interface GridCellProps {
  readonly field: FieldDescription;
  readonly align: "start" | "end";
  readonly record: RecordAnswer;
  readonly resource: ResourceDescription;
  /** Its text is the link to the record. */
  readonly opens: boolean;
  /** Path of the record that it refers to. */
  readonly related: string | null;
  /** Undefined until it is known; the bare value stands in for it. */
  readonly relatedLabel: string | undefined;
}

export const GridCell = memo(function GridCell({
  field,
  align,
  record,
  resource,
  opens,
  related,
  relatedLabel,
}: GridCellProps) {
  const { values } = record;
  const value = values[field.name] ?? null;
  const length = record.cut?.[field.name];
  const drawn = (
    <FieldCell field={field} value={value} values={values} record={record} resource={resource} />
  );
  return (
    <div className={styles.cell} data-align={align}>
      {linked()}
      {length !== undefined && (
        <span className={styles.cut} title={t("grid.cut", { length })}>
          {t("grid.cutMark")}
        </span>
      )}
    </div>
  );

  function linked() {
    if (related !== null) {
      return (
        <Link to={related} title={relatedLabel ?? undefined}>
          {relatedLabel ?? drawn}
        </Link>
      );
    }
    if (!opens || record.key === null) return drawn;
    return (
      <Link to={paths.record(resource.name, record.key)} aria-label={record.label}>
        {drawn}
      </Link>
    );
  }
});
