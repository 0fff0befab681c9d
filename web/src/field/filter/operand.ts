import type { ComparisonOperator, FieldDescription, WireValue } from "purser/contract";
import { readValue } from "../read-value.ts";

/** How many values an operator compares with. */
export function operandCount(operator: ComparisonOperator): "none" | "one" | "two" | "many" {
  switch (operator) {
    case "null":
    case "nnull":
      return "none";
    case "between":
      return "two";
    case "in":
    case "nin":
      return "many";
    default:
      return "one";
  }
}

/** The field as one operand of a comparison holds it: always a value, and text on one line. */
export function operandField(field: FieldDescription): FieldDescription {
  const kind = field.kind === "longText" ? "text" : field.kind;
  return { ...field, kind, nullable: false, default: null, format: null };
}

/** The operand as it may be sent; undefined while something is missing or not a value of the field. */
export function readOperand(
  field: FieldDescription,
  operator: ComparisonOperator,
  operand: WireValue,
): WireValue | undefined {
  const count = operandCount(operator);
  if (count === "none") return null;
  if (count === "one") return readOne(field, operand);
  if (typeof operand !== "object" || operand === null) return undefined;
  if (operand.length === 0 || (count === "two" && operand.length !== 2)) return undefined;
  const values = operand.map((one) => readOne(field, one));
  return values.every((one) => one !== undefined) ? values : undefined;
}

function readOne(field: FieldDescription, operand: WireValue): WireValue | undefined {
  if (operand === null || operand === "") return undefined;
  const reading = readValue(operandField(field), operand);
  return "value" in reading ? reading.value : undefined;
}
