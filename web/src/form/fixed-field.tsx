import type { FieldDescription, RecordAnswer, ResourceDescription } from "purser/contract";
import { FieldShow } from "../field/show.tsx";
import { t } from "../messages/translate.ts";
import styles from "./form.module.css";

interface FixedFieldProps {
  readonly field: FieldDescription;
  readonly resource: ResourceDescription;
  readonly record: RecordAnswer;
}

/** A field that belongs to the picture and cannot be written here, with the reason. */
export function FixedField({ field, resource, record }: FixedFieldProps) {
  const why =
    field.keyPosition !== null
      ? "form.fixedKey"
      : field.generated
        ? "form.fixedGenerated"
        : "form.fixed";
  return (
    <div className={styles.field}>
      <div className={styles.label}>
        <span>{field.label}</span>
        <span className={styles.note}>{t(why)}</span>
      </div>
      <div className={styles.fixed}>
        <FieldShow
          field={field}
          value={record.values[field.name] ?? null}
          values={record.values}
          record={record}
          resource={resource}
        />
      </div>
    </div>
  );
}
