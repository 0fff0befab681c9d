import type { FieldDescription, RecordAnswer, ResourceDescription } from "purser/contract";

/** Fields that are masked in this record and may be revealed, of some records at least. */
export function revealableFields(
  { fields }: ResourceDescription,
  { masked = [] }: RecordAnswer,
): readonly FieldDescription[] {
  return fields.filter(({ name, reveal }) => reveal && masked.includes(name));
}
