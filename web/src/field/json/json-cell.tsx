import styles from "../field.module.css";
import type { ShowProps } from "../field-props.ts";
import { valueText } from "../value-text.ts";

const longestLine = 160;

/** The text as stored; parsing megabytes for one line of a grid is what freezes grids. */
export function JsonCell({ value }: ShowProps) {
  const text = valueText(value);
  return (
    <code className={`${styles.exact} ${styles.line}`}>
      {text.length > longestLine ? `${text.slice(0, longestLine)}…` : text}
    </code>
  );
}
