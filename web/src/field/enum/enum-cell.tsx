import type { ShowProps } from "../field-props.ts";
import { valueText } from "../value-text.ts";
import { OptionMark } from "./option-mark.tsx";

export function EnumCell({ value }: ShowProps) {
  return <OptionMark option={valueText(value)} />;
}
