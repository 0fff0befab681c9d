import { Input } from "antd";
import type { WireValue } from "purser/contract";
import { controlProps } from "../control-props.ts";
import type { EditProps } from "../field-props.ts";
import { useTyped } from "../use-typed.ts";
import { valueText } from "../value-text.ts";

/** Several dimensions as JSON: `[["a","b"],["c",null]]`. */
export function NestedArrayEdit(props: EditProps) {
  const { value, onChange } = props;
  const typed = useTyped(valueText(value), (text) => onChange(readArray(text) ?? text));
  return <Input.TextArea {...controlProps(props)} {...typed} className="code" autoSize />;
}

function readArray(text: string): WireValue {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) && parsed.every(isWire) ? parsed : null;
  } catch {
    return null;
  }
}

function isWire(value: unknown): value is WireValue {
  if (Array.isArray(value)) return value.every(isWire);
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}
