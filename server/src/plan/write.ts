import type { Condition } from "../access/condition.ts";
import type { Grant } from "../access/grant.ts";
import type { Where } from "../access/reach.ts";
import { conditionOf } from "../access/within-reach.ts";
import type { FieldError, Refusal, WireValues, WriteBody } from "../contract/index.ts";
import { isRefusal, refuse } from "../contract/index.ts";
import { fromWire } from "../database/wire.ts";
import type { Field } from "../resource/resource.ts";
import { parseKey } from "./record.ts";

/** A column and the input text it is to hold. */
export interface Assignment {
  readonly field: Field;
  readonly text: string | null;
}

interface Write {
  readonly grant: Grant;
  /**
   * What the record must meet for every part of the write to be allowed, before it and after it: nobody moves a record
   * out of their reach, or into it.
   */
  readonly reach: readonly Condition[];
  readonly reason: string | null;
}

export interface CreatePlan extends Write {
  readonly kind: "create";
  readonly assignments: readonly Assignment[];
}

export interface UpdatePlan extends Write {
  readonly kind: "update";
  readonly key: readonly string[];
  readonly expectedVersion: string;
  readonly assignments: readonly Assignment[];
}

export interface DeletePlan extends Write {
  readonly kind: "delete";
  readonly key: readonly string[];
  readonly expectedVersion: string;
}

export type WritePlan = CreatePlan | UpdatePlan | DeletePlan;

const maxReason = 2_000;

export function planCreate(
  grant: Grant,
  body: WriteBody,
  reasonRequired: boolean,
): CreatePlan | Refusal {
  const denial = grant.denials.get("create");
  if (denial) return denial;
  const assignments = planAssignments(grant, body.values, grant.creatable);
  if (isRefusal(assignments)) return assignments;
  const given = new Set(Object.keys(body.values));
  const missing = grant.resource.fields
    .filter(
      (field) =>
        grant.creatable.has(field.name) &&
        !field.nullable &&
        !field.hasDefault &&
        !given.has(field.name),
    )
    .map((field): FieldError => ({ pointer: pointerTo(field.name), message: "is required" }));
  if (missing.length > 0) return refuse("invalid_values", { errors: missing });
  const reason = planReason(body.reason, reasonRequired);
  if (isRefusal(reason)) return reason;
  const reach = reachOf(grant, [
    grant.creates,
    ...assignments.map(({ field }) => grant.creatable.get(field.name)),
  ]);
  return { kind: "create", grant, assignments, reach, reason };
}

export function planUpdate(
  grant: Grant,
  keyText: string,
  expectedVersion: string | null,
  body: WriteBody,
  reasonRequired: boolean,
): UpdatePlan | Refusal {
  const target = planTarget(grant, "update", keyText, expectedVersion);
  if (isRefusal(target)) return target;
  const assignments = planAssignments(grant, body.values, grant.updatable);
  if (isRefusal(assignments)) return assignments;
  if (assignments.length === 0)
    return refuse("invalid_values", {
      errors: [{ pointer: "/values", message: "names no field to change" }],
    });
  const reason = planReason(body.reason, reasonRequired);
  if (isRefusal(reason)) return reason;
  const reach = reachOf(
    grant,
    assignments.map(({ field }) => grant.updatable.get(field.name)),
  );
  return { kind: "update", grant, ...target, assignments, reach, reason };
}

export function planDelete(
  grant: Grant,
  keyText: string,
  expectedVersion: string | null,
  givenReason: string | undefined,
  reasonRequired: boolean,
): DeletePlan | Refusal {
  const target = planTarget(grant, "delete", keyText, expectedVersion);
  if (isRefusal(target)) return target;
  const reason = planReason(givenReason, reasonRequired);
  if (isRefusal(reason)) return reason;
  return { kind: "delete", grant, ...target, reach: reachOf(grant, [grant.deletable]), reason };
}

function planTarget(
  grant: Grant,
  action: "update" | "delete",
  keyText: string,
  expectedVersion: string | null,
): { readonly key: readonly string[]; readonly expectedVersion: string } | Refusal {
  const denial = grant.denials.get(action);
  if (denial) return denial;
  const key = parseKey(grant, keyText);
  if (key === null) return refuse("invalid_key", { detail: "The key does not fit this resource." });
  return expectedVersion === null ? refuse("version_required") : { key, expectedVersion };
}

function reachOf(grant: Grant, wheres: readonly (Where | undefined)[]): readonly Condition[] {
  return [...new Set(wheres)]
    .filter((where) => where !== "always")
    .map((where) => conditionOf(grant.conditions, where ?? "never"));
}

/** Every value is judged, so that a form shows all that is wrong at once. */
function planAssignments(
  grant: Grant,
  values: WireValues,
  writable: ReadonlyMap<string, Where>,
): readonly Assignment[] | Refusal {
  const unknown: FieldError[] = [];
  const forbidden: FieldError[] = [];
  const invalid: FieldError[] = [];
  const assignments: Assignment[] = [];
  for (const [name, value] of Object.entries(values)) {
    const pointer = pointerTo(name);
    const field = grant.resource.fields.find((each) => each.name === name);
    const isReadable = grant.readable.some((each) => each.name === name);
    if (!field || !(writable.has(name) || isReadable))
      unknown.push({ pointer, message: "is not a field of this resource" });
    else if (!writable.has(name)) forbidden.push({ pointer, message: whyNotWritable(field) });
    else if (value === null && !field.nullable)
      invalid.push({ pointer, message: "must not be empty" });
    else {
      const parsed = fromWire(field.shape, value);
      if (parsed.ok) assignments.push({ field, text: parsed.text });
      else invalid.push({ pointer, message: parsed.message });
    }
  }
  if (unknown.length > 0) return refuse("unknown_field", { errors: unknown });
  if (forbidden.length > 0) return refuse("field_not_writable", { errors: forbidden });
  if (invalid.length > 0) return refuse("invalid_values", { errors: invalid });
  return assignments;
}

function whyNotWritable(field: Field): string {
  if (field.generated) return "is filled by the database";
  if (field.keyPosition !== null) return "is part of the key";
  return "is not writable for your role";
}

/** The reason as it is recorded; null where none was given and none is required. */
export function planReason(reason: string | undefined, required: boolean): string | null | Refusal {
  const text = reason?.trim() ?? "";
  if (text === "")
    return required
      ? refuse("reason_required", { errors: [{ pointer: "/reason", message: "is required" }] })
      : null;
  if (text.length > maxReason || text.includes("\0") || !text.isWellFormed())
    return refuse("invalid_values", {
      errors: [{ pointer: "/reason", message: `must be text of at most ${maxReason} characters` }],
    });
  return text;
}

/** JSON pointer to a value of the body (RFC 6901, section 3). */
export function pointerTo(name: string): string {
  return `/values/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
