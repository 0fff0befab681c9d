import { Select } from "antd";
import { controlProps } from "../control-props.ts";
import styles from "../field.module.css";
import type { EditProps } from "../field-props.ts";
import { valueText } from "../value-text.ts";
import { OptionMark } from "./option-mark.tsx";

export function EnumEdit(props: EditProps) {
  const { field, value, onChange } = props;
  return (
    <Select
      className={styles.wide ?? ""}
      {...controlProps(props)}
      value={value === null ? null : valueText(value)}
      onChange={(option: string | undefined) => onChange(option ?? null)}
      options={(field.options ?? []).map((option) => ({ value: option, label: option }))}
      optionRender={({ label }) => <OptionMark option={String(label)} />}
      labelRender={({ label }) => <OptionMark option={String(label)} />}
      showSearch={{ optionFilterProp: "label" }}
      allowClear={field.nullable}
      placeholder="—"
    />
  );
}
