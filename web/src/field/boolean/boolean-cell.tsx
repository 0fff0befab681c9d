import { t } from "../../messages/translate.ts";
import styles from "../field.module.css";
import type { ShowProps } from "../field-props.ts";

export function BooleanCell({ value }: ShowProps) {
  return value === true ? t("field.yes") : <span className={styles.absent}>{t("field.no")}</span>;
}
