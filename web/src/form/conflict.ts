import type { FieldDescription, WireValue, WireValues } from "purser/contract";
import { isSameValue } from "../field/same-value.ts";
import { type Draft, draftValue, isChanged } from "./draft.ts";

export type Side = "theirs" | "yours";

/** A field that one of two people changed, or both. */
export interface ConflictRow {
  readonly field: FieldDescription;
  readonly was: WireValue;
  readonly theirs: WireValue;
  readonly yours: WireValue;
  /** Where only one changed it, theirs is the side that stands; where both did, somebody must choose. */
  readonly settled: Side | null;
}

/** Three-way comparison of what was read, what somebody else saved since, and what is in the form. */
export function compareThreeWays(
  fields: readonly FieldDescription[],
  draft: Draft,
  theirs: WireValues,
): readonly ConflictRow[] {
  return fields.flatMap((field) => {
    const was = draft.base[field.name] ?? null;
    const other = theirs[field.name] ?? null;
    const yours = draftValue(draft, field.name);
    const [byThem, byYou] = [!isSameValue(was, other), isChanged(draft, field.name)];
    if (!byThem && !byYou) return [];
    const settled = !byYou || isSameValue(other, yours) ? "theirs" : byThem ? null : "yours";
    return [{ field, was, theirs: other, yours, settled }];
  });
}

/** The form over the other's values, with what was chosen to prevail over them. */
export function resolveConflict(
  rows: readonly ConflictRow[],
  choices: { readonly [field: string]: Side },
  theirs: WireValues,
): Draft {
  const kept = rows.filter(({ field, settled }) => (choices[field.name] ?? settled) === "yours");
  return {
    base: theirs,
    edits: Object.fromEntries(kept.map(({ field, yours }) => [field.name, yours])),
  };
}
