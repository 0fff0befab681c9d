import type { Grant } from "../access/grant.ts";
import type { SeenField } from "../access/seen-field.ts";
import type { RevealTerms } from "../config/reveal-terms.ts";
import type { FieldError, Refusal, RevealBody, RevealReason } from "../contract/index.ts";
import { isRefusal, refuse } from "../contract/index.ts";
import { planRecord, type RecordPlan } from "./record.ts";
import { planReason } from "./write.ts";

/** Masked fields of one record, to be shown in clear where each of them may be. */
export interface RevealPlan extends Pick<RecordPlan, "grant" | "key"> {
  readonly fields: readonly SeenField[];
  readonly reason: RevealReason;
  readonly terms: Pick<RevealTerms, "seconds" | "perHour">;
}

/** What a client asks for; the reason may be missing, which is refused with a code of its own. */
export interface RevealRequest extends Pick<RevealBody, "fields"> {
  readonly reason?: RevealReason | undefined;
}

export function planReveal(
  grant: Grant,
  keyText: string,
  request: RevealRequest,
  { reasons, ...terms }: Pick<RevealTerms, "reasons" | "seconds" | "perHour">,
): RevealPlan | Refusal {
  const record = planRecord(grant, keyText);
  if (isRefusal(record)) return record;
  const fields = planFields(grant, request.fields);
  if (isRefusal(fields)) return fields;
  const reason = planRevealReason(request.reason, reasons);
  if (isRefusal(reason)) return reason;
  return { grant, key: record.key, fields, reason, terms };
}

/** Also where a record's own row rules stand against it. */
export function refuseReveal(
  names: readonly string[],
  isRefused: (name: string) => boolean,
): Refusal {
  return refuse("forbidden", {
    detail: "Not all of these fields may be revealed.",
    errors: errorsAt(names, isRefused, "is not yours to reveal"),
  });
}

function planFields(grant: Grant, names: readonly string[]): readonly SeenField[] | Refusal {
  const find = (name: string) => grant.readable.find((field) => field.name === name);
  if (names.length === 0)
    return refuse("invalid_values", {
      errors: [{ pointer: "/fields", message: "names no field to reveal" }],
    });
  const unknown = errorsAt(names, (name) => !find(name), "is not a field of this resource");
  if (unknown.length > 0) return refuse("unknown_field", { errors: unknown });
  const isRefused = (name: string) => find(name)?.revealable === "never";
  return names.some(isRefused)
    ? refuseReveal(names, isRefused)
    : [...new Set(names)].flatMap((name) => find(name) ?? []);
}

function planRevealReason(
  given: RevealReason | undefined,
  reasons: readonly string[],
): RevealReason | Refusal {
  const text = planReason(given?.text, true);
  if (isRefusal(text)) return text;
  if (given === undefined || text === null) return refuse("reason_required");
  const { kind, ticket } = given;
  if (!reasons.includes(kind))
    return refuse("invalid_values", {
      errors: [{ pointer: "/reason/kind", message: `must be one of: ${reasons.join(", ")}` }],
    });
  return { kind, text, ...(ticket !== undefined && { ticket }) };
}

function errorsAt(
  names: readonly string[],
  isWrong: (name: string) => boolean,
  message: string,
): readonly FieldError[] {
  return names.flatMap((name, index) =>
    isWrong(name) ? [{ pointer: `/fields/${index}`, message }] : [],
  );
}
