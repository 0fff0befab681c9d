import type { WireValue } from "purser/contract";

/** The value as text to copy or compare: every digit of it; arrays as JSON, null as nothing. */
export function valueText(value: WireValue): string {
  if (value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
