import { t } from "../../messages/translate.ts";
import { FieldCell } from "../cell.tsx";
import { elementField } from "../element-field.ts";
import styles from "../field.module.css";
import type { ShowProps } from "../field-props.ts";
import { valueText } from "../value-text.ts";

export function ArrayShow(props: ShowProps) {
  const { field, value } = props;
  if (typeof value !== "object" || value === null) return <span>{valueText(value)}</span>;
  if (value.length === 0) return <span className={styles.absent}>{t("field.emptyList")}</span>;
  const element = elementField(field);
  return (
    <span className={styles.tags}>
      {value.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: elements may repeat; their place is their identity
        <span key={at} className={styles.tag}>
          {Array.isArray(item) ? (
            valueText(item)
          ) : (
            <FieldCell {...props} field={element} value={item} />
          )}
        </span>
      ))}
    </span>
  );
}
