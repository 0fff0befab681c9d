import type { FieldDescription, WireValue, WireValues } from "purser/contract";
import { readValue } from "../field/read-value.ts";
import { isSameValue } from "../field/same-value.ts";
import { t } from "../messages/translate.ts";

/** What a form holds: the values that it began with, and what somebody made of them. */
export interface Draft {
  readonly base: WireValues;
  readonly edits: WireValues;
}

/** A sentence per field name. */
export type FieldProblems = { readonly [field: string]: string };

export function draftValue({ base, edits }: Draft, name: string): WireValue {
  return (Object.hasOwn(edits, name) ? edits[name] : base[name]) ?? null;
}

export function isChanged(draft: Draft, name: string): boolean {
  return !isSameValue(draftValue(draft, name), draft.base[name] ?? null);
}

/** A new record before anybody typed: the plain defaults; what the database computes stays open. */
export function defaultValues(fields: readonly FieldDescription[]): WireValues {
  return Object.fromEntries(
    fields.map(({ name, default: given }) => [
      name,
      given === null || given === "computed" ? null : given.value,
    ]),
  );
}

/** The changed values as they may be sent, and only those; or what is wrong, by field. */
export function readDraft(
  fields: readonly FieldDescription[],
  draft: Draft,
  isNew: boolean,
): { readonly values: WireValues } | { readonly problems: FieldProblems } {
  const values: [string, WireValue][] = [];
  const problems: [string, string][] = [];
  for (const field of fields) {
    const value = draftValue(draft, field.name);
    if (isNew && field.required && value === null) problems.push([field.name, t("check.required")]);
    if (!isChanged(draft, field.name)) continue;
    const reading = readValue(field, value);
    if ("problem" in reading) problems.push([field.name, reading.problem]);
    else if (!isSameValue(reading.value, draft.base[field.name] ?? null)) {
      values.push([field.name, reading.value]);
    }
  }
  return problems.length > 0
    ? { problems: Object.fromEntries(problems) }
    : { values: Object.fromEntries(values) };
}
