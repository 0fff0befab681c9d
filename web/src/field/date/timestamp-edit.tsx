import { t } from "../../messages/translate.ts";
import type { EditProps } from "../field-props.ts";
import { valueText } from "../value-text.ts";
import { DayAndTime } from "./day-and-time.tsx";

/** A date and a time that name no zone, and get none here. */
export function TimestampEdit(props: EditProps) {
  const { field, value, onChange, label = field.label } = props;
  return (
    <DayAndTime
      {...props}
      label={label}
      clock={valueText(value)}
      onClock={(clock) => onChange(clock === "" ? null : clock)}
      zone={t("field.noZone")}
    />
  );
}
