import type { FieldDescription, FieldShape, WireValue } from "purser/contract";
import { t } from "../messages/translate.ts";
import { readText } from "./read-text.ts";
import type { Reading } from "./reading.ts";

/** The value that a form holds, as it may be sent, or what is wrong with it. */
export function readValue(field: FieldDescription, value: WireValue): Reading {
  if (value === null) return field.nullable ? { value } : { problem: t("check.required") };
  return readPresent(field, value);
}

function readPresent(shape: FieldShape, value: WireValue): Reading {
  if (value === null || typeof value === "boolean") return { value };
  if (typeof value !== "object") return readText[shape.kind](String(value), shape);
  const element = shape.element;
  if (element === undefined) return { value };
  const items: WireValue[] = [];
  for (const [at, item] of value.entries()) {
    // A nested array is of the same type: PostgreSQL's arrays do not declare their dimensions.
    const reading = readPresent(Array.isArray(item) ? shape : element, item);
    if ("problem" in reading) {
      return { problem: t("check.element", { place: at + 1, problem: reading.problem }) };
    }
    items.push(reading.value);
  }
  return { value: items };
}
