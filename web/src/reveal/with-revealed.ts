import type { RecordAnswer, ResourceDescription, WireValues } from "purser/contract";
import { valueText } from "../field/value-text.ts";

/**
 * The record with revealed values in the place of their masks. A field that is always masked is described as text, and
 * as text is drawn what stands behind it.
 */
export function withRevealed(
  record: RecordAnswer,
  { fields }: ResourceDescription,
  revealed: WireValues,
): RecordAnswer {
  const values = Object.entries(revealed).map(([name, value]) => {
    const isText = fields.find((field) => field.name === name)?.kind === "text";
    return [name, isText && value !== null ? valueText(value) : value];
  });
  return {
    ...record,
    values: { ...record.values, ...Object.fromEntries(values) },
    masked: record.masked?.filter((name) => !Object.hasOwn(revealed, name)) ?? [],
  };
}
