import type { FieldDescription } from "purser/contract";

/** An array's element or a range's bound, as a field of its own: what its kind's components need. */
export function elementField(field: FieldDescription): FieldDescription {
  return {
    ...field,
    ...(field.element ?? { kind: "other", type: "text" }),
    nullable: true,
    required: false,
    default: null,
    format: null,
    currency: null,
    relation: null,
  };
}
