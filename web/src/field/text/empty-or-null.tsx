import { Button } from "antd";
import { t } from "../../messages/translate.ts";
import type { EditProps } from "../field-props.ts";

/** The empty text and no value at all are two things; this goes from one to the other. */
export function EmptyOrNull({ field, value, onChange, disabled }: EditProps) {
  if (disabled === true || (value !== null && value !== "")) return null;
  const next = value === null ? "" : null;
  const name = t(next === null ? "field.makeNull" : "field.makeEmpty");
  return (
    <Button
      type="text"
      size="small"
      title={name}
      aria-label={`${field.label}: ${name}`}
      onClick={() => onChange(next)}
    >
      {next === null ? t("field.asNull") : t("field.asEmpty")}
    </Button>
  );
}
