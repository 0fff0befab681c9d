import { Input } from "antd";
import { controlProps } from "../control-props.ts";
import styles from "../field.module.css";
import type { EditProps } from "../field-props.ts";
import { valueText } from "../value-text.ts";
import { EmptyOrNull } from "./empty-or-null.tsx";

export function LongTextEdit(props: EditProps) {
  const { field, value, onChange } = props;
  return (
    <div className={styles.stack}>
      <Input.TextArea
        {...controlProps(props)}
        value={valueText(value)}
        onChange={({ target }) => onChange(target.value)}
        placeholder={value === "" ? '""' : "—"}
        autoSize={{ minRows: 3, maxRows: 16 }}
      />
      {field.nullable && (
        <div className={styles.wrapRow}>
          <EmptyOrNull {...props} />
        </div>
      )}
    </div>
  );
}
