import { t } from "../../messages/translate.ts";
import styles from "../field.module.css";
import type { ShowProps } from "../field-props.ts";
import { valueText } from "../value-text.ts";
import { parseRange } from "./range.ts";

/** In the mathematician's notation, as PostgreSQL prints it, with the unbounded sides said. */
export function RangeCell({ value }: ShowProps) {
  const text = valueText(value);
  const range = parseRange(text);
  if (range === null) return <span className={styles.exact}>{text}</span>;
  if (range === "empty") return <span className={styles.absent}>{t("field.emptyRange")}</span>;
  return (
    <span className={styles.number}>
      {range.lowerInclusive ? "[" : "("}
      {range.lower ?? "−∞"} , {range.upper ?? "∞"}
      {range.upperInclusive ? "]" : ")"}
    </span>
  );
}
