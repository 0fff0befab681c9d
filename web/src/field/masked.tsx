import { EyeInvisibleOutlined } from "@ant-design/icons";
import type { RecordAnswer } from "purser/contract";
import { t } from "../messages/translate.ts";
import styles from "./field.module.css";
import type { ShowProps } from "./field-props.ts";
import { valueText } from "./value-text.ts";

/** Whether what stands in a record for a field is not its value but a mask. */
export function isMasked(record: RecordAnswer | undefined, field: { readonly name: string }) {
  return record?.masked?.includes(field.name) ?? false;
}

/** What stands for a value that is not shown in clear, and that it does. */
export function Masked({ field, value }: ShowProps) {
  return (
    <span className={styles.masked} title={t(`field.masked.${field.mask ?? "fixed"}`)}>
      <EyeInvisibleOutlined aria-label={t("field.masked")} />
      <span>{valueText(value)}</span>
    </span>
  );
}

/** A field that is shown of other records, and not of this one. */
export function HiddenHere() {
  return (
    <span className={styles.absent} title={t("field.hiddenHere")}>
      {t("field.hidden")}
    </span>
  );
}
