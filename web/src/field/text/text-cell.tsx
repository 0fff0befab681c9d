import styles from "../field.module.css";
import type { ShowProps } from "../field-props.ts";
import { valueText } from "../value-text.ts";

/** A grid shows one line; a megabyte in the DOM for it would be waste. */
const longestLine = 300;

export function TextCell({ value }: ShowProps) {
  const text = valueText(value);
  return (
    <span className={styles.line} title={text.length > longestLine ? undefined : text}>
      {text.slice(0, longestLine)}
    </span>
  );
}

/** Text that a machine made, and that people compare letter by letter: uuid, network, interval. */
export function ExactCell({ value }: ShowProps) {
  return <span className={styles.exact}>{valueText(value)}</span>;
}
