import type { FieldDescription } from "purser/contract";

/** Numbers line up at their last digit. */
export function fieldAlign(field: FieldDescription): "start" | "end" {
  const isNumeric = ["integer", "bigint", "decimal", "float"].includes(field.kind);
  return isNumeric && field.relation === null ? "end" : "start";
}
