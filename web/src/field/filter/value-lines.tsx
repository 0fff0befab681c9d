import { Input } from "antd";
import type { FieldDescription, WireValue } from "purser/contract";
import { t } from "../../messages/translate.ts";
import { readText } from "../read-text.ts";
import { useTyped } from "../use-typed.ts";
import { valueText } from "../value-text.ts";

interface ValueLinesProps {
  readonly field: FieldDescription;
  readonly values: readonly WireValue[];
  readonly onChange: (values: readonly WireValue[]) => void;
}

/** Several values, one a line: a column copied from a spreadsheet can be pasted as it is. */
export function ValueLines({ field, values, onChange }: ValueLinesProps) {
  const typed = useTyped(values.map(valueText).join("\n"), (text) => {
    const lines = text.split("\n").map((line) => line.trim());
    onChange(
      lines
        .filter((line) => line !== "")
        .map((line) => {
          const reading = readText[field.kind](line, field);
          return "value" in reading ? reading.value : line;
        }),
    );
  });
  return (
    <Input.TextArea
      {...typed}
      autoSize={{ minRows: 3, maxRows: 10 }}
      placeholder={t("operand.oneALine")}
      aria-label={`${field.label}: ${t("operand.oneALine")}`}
      spellCheck={false}
    />
  );
}
