import type { WireValues, WriteBody } from "purser/contract";

/** A blank reason is none. */
export function writeBody(values: WireValues, reason: string): WriteBody {
  const why = reason.trim();
  return why === "" ? { values } : { values, reason: why };
}
