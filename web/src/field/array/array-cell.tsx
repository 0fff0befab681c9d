import { t } from "../../messages/translate.ts";
import styles from "../field.module.css";
import type { ShowProps } from "../field-props.ts";
import { valueText } from "../value-text.ts";

const mostInCell = 4;

export function ArrayCell({ value }: ShowProps) {
  if (typeof value !== "object" || value === null) return <span>{valueText(value)}</span>;
  if (value.length === 0) return <span className={styles.absent}>{t("field.emptyList")}</span>;
  return (
    <span className={styles.tagLine}>
      {value.slice(0, mostInCell).map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: elements may repeat; their place is their identity
        <span key={at} className={styles.tag}>
          {item === null ? "—" : valueText(item)}
        </span>
      ))}
      {value.length > mostInCell && (
        <span className={styles.note}>+{value.length - mostInCell}</span>
      )}
    </span>
  );
}
