import type { RecordAnswer, WireValues } from "purser/contract";

/** What is known of a record's values: a mask is none, and must not be written back as one. */
export function clearValues({ values, masked = [] }: RecordAnswer): WireValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !masked.includes(name)));
}
