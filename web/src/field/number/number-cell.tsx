import type { FieldDescription, WireValues } from "purser/contract";
import styles from "../field.module.css";
import type { ShowProps } from "../field-props.ts";
import { valueText } from "../value-text.ts";
import { groupDigits } from "./group-digits.ts";

export function NumberCell({ field, value, values }: ShowProps) {
  const currency = currencyOf(field, values);
  return (
    <span className={styles.number}>
      {isIdentifier(field) ? valueText(value) : groupDigits(valueText(value))}
      {currency !== null && <span className={styles.unit}>{currency}</span>}
    </span>
  );
}

/** Numbers that name something are read and copied digit by digit, not sized up. */
function isIdentifier(field: FieldDescription): boolean {
  return field.keyPosition !== null || field.relation !== null;
}

export function currencyOf(field: FieldDescription, values: WireValues): string | null {
  if (field.format !== "money" || field.currency === null) return null;
  if ("code" in field.currency) return field.currency.code;
  const code = values[field.currency.field];
  return typeof code === "string" ? code : null;
}
