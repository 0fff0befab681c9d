import { Button } from "antd";
import { useRef } from "react";
import { t } from "../../messages/translate.ts";
import styles from "../field.module.css";
import type { EditProps } from "../field-props.ts";
import { BinaryShow } from "./binary-show.tsx";
import { encodeBase64 } from "./bytes.ts";

export function BinaryEdit({
  field,
  value,
  onChange,
  id,
  disabled,
  label,
  describedBy,
}: EditProps) {
  const picker = useRef<HTMLInputElement>(null);
  const read = async (file: File | undefined) => {
    if (file !== undefined) onChange(encodeBase64(new Uint8Array(await file.arrayBuffer())));
  };
  return (
    <div className={styles.stack}>
      {value === null ? (
        <span className={styles.note}>{t("field.null")}</span>
      ) : (
        <BinaryShow field={field} value={value} values={{}} />
      )}
      <div className={styles.wrapRow}>
        <input
          ref={picker}
          type="file"
          hidden
          onChange={({ target }) => void read(target.files?.[0])}
        />
        <Button
          {...(id === undefined ? {} : { id })}
          size="small"
          disabled={disabled ?? false}
          aria-label={label && `${label}: ${t("field.upload")}`}
          aria-describedby={describedBy}
          onClick={() => picker.current?.click()}
        >
          {t("field.upload")}
        </Button>
        {field.nullable && value !== null && (
          <Button size="small" disabled={disabled ?? false} onClick={() => onChange(null)}>
            {t("field.makeNull")}
          </Button>
        )}
      </div>
    </div>
  );
}
