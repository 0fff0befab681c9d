import { Input } from "antd";
import { t } from "../../messages/translate.ts";
import { controlProps } from "../control-props.ts";
import type { EditProps } from "../field-props.ts";
import { currencyOf } from "../number/number-cell.tsx";
import { readText } from "../read-text.ts";
import { useTyped } from "../use-typed.ts";
import { valueText } from "../value-text.ts";
import { EmptyOrNull } from "./empty-or-null.tsx";

const numeric: ReadonlySet<string> = new Set(["integer", "bigint"]);
const decimal: ReadonlySet<string> = new Set(["decimal", "float"]);

/** One line for every kind that is written as text; what was typed is read by the kind's own rules. */
export function LineEdit(props: EditProps) {
  const { field, value, onChange } = props;
  const isText = field.kind === "text";
  const typed = useTyped(valueText(value), (text) => {
    // Only a text can be empty; of any other kind an emptied control means no value.
    if (text === "" && !isText) return onChange(null);
    const reading = readText[field.kind](text, field);
    onChange("value" in reading ? reading.value : text);
  });
  return (
    <Input
      {...controlProps(props)}
      {...typed}
      inputMode={inputMode(props)}
      type={field.format === "email" ? "email" : field.format === "phone" ? "tel" : "text"}
      placeholder={placeholder(props)}
      autoComplete="off"
      spellCheck={false}
      suffix={isText && field.nullable ? <EmptyOrNull {...props} /> : currencyOf(field, {})}
    />
  );
}

function inputMode({ field }: EditProps): "numeric" | "decimal" | "url" | "text" {
  if (numeric.has(field.kind)) return "numeric";
  if (decimal.has(field.kind)) return "decimal";
  return field.format === "url" ? "url" : "text";
}

function placeholder({ field, value }: EditProps): string {
  if (value === "") return '""';
  if (field.mask !== null) return t("field.replaceMasked");
  if (field.default === "computed") return t("field.computed");
  if (field.kind === "time") return "HH:MM:SS";
  if (field.kind === "interval") return t("field.intervalExample");
  return field.nullable ? "—" : "";
}
