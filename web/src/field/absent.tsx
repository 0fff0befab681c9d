import { t } from "../messages/translate.ts";
import styles from "./field.module.css";

/** Null and the empty text, each drawn as what it is. */
export function Absent({ value }: { readonly value: null | "" }) {
  return (
    <span className={styles.absent} title={t(value === null ? "field.null" : "field.empty")}>
      {value === null ? "—" : '""'}
    </span>
  );
}
