import { Input, Space } from "antd";
import { controlProps } from "../control-props.ts";
import type { EditProps } from "../field-props.ts";
import { useTyped } from "../use-typed.ts";
import { valueText } from "../value-text.ts";
import { CalendarButton } from "./calendar-button.tsx";

/** A day on the calendar. It has no zone, so nothing here may turn it into an instant. */
export function DateEdit(props: EditProps) {
  const { field, value, onChange, label, disabled } = props;
  const write = (text: string) => onChange(text === "" ? null : text);
  const typed = useTyped(valueText(value), write);
  return (
    <Space.Compact block>
      <Input
        {...controlProps(props)}
        {...typed}
        placeholder="YYYY-MM-DD"
        autoComplete="off"
        allowClear={field.nullable}
      />
      <CalendarButton
        date={valueText(value)}
        onPick={write}
        disabled={disabled ?? false}
        label={label ?? field.label}
      />
    </Space.Compact>
  );
}
