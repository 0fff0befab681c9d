import { Radio } from "antd";
import { t } from "../../messages/translate.ts";
import type { EditProps } from "../field-props.ts";

export function BooleanEdit({
  field,
  value,
  onChange,
  id,
  disabled,
  label,
  describedBy,
}: EditProps) {
  return (
    <Radio.Group
      {...(id === undefined ? {} : { id })}
      value={value}
      disabled={disabled ?? false}
      onChange={({ target }) => onChange(target.value)}
      aria-label={label ?? field.label}
      aria-describedby={describedBy}
    >
      <Radio value={true}>{t("field.yes")}</Radio>
      <Radio value={false}>{t("field.no")}</Radio>
      {field.nullable && <Radio value={null}>{t("field.noValue")}</Radio>}
    </Radio.Group>
  );
}
