import styles from "../field.module.css";
import type { ShowProps } from "../field-props.ts";
import { valueText } from "../value-text.ts";
import { base64Size, printSize } from "./bytes.ts";

export function BinaryCell({ field, value, record }: ShowProps) {
  const size = record?.cut?.[field.name] ?? base64Size(valueText(value));
  return <span className={styles.note}>{printSize(size)}</span>;
}
