import * as z from "zod";
import { type SoughtChange, seekChange } from "../audit/sought-change.ts";
import type { FieldKind, Refusal } from "../contract/index.ts";
import { isRefusal, refuse } from "../contract/index.ts";
import { fromWire } from "../database/wire.ts";
import { defaultLimit } from "../plan/list.ts";
import { parseKey } from "../plan/record.ts";
import { limitText, storableText } from "./input.ts";
import { findJsonFault } from "./json-fault.ts";
import type { Scene } from "./operation.ts";
import { defineOperation, grantOf, holdsRole } from "./operation.ts";

const word = storableText.min(1).max(200);
/** An instant in any form that PostgreSQL gives. */
export const instant = z
  .string()
  .refine(isInstant, "must be an instant like 2026-11-01 10:20:30+00");

export const listAudit = defineOperation({
  name: "audit.list",
  summary: "The audit log, newest first, of what the caller may read.",
  method: "GET",
  path: "/api/audit",
  effect: "read",
  assurance: "signedIn",
  status: 200,
  input: z.object({
    query: z.strictObject({
      actor: word.optional(),
      resource: word.optional(),
      key: z.string().max(4_000).optional(),
      field: z.string().max(200).optional(),
      value: storableText.max(4_000).optional(),
      kind: word.optional(),
      type: z.enum(["operation", "event"]).optional(),
      outcome: z.enum(["done", "refused", "none"]).optional(),
      reads: z.enum(["yes", "no"]).optional(),
      from: instant.optional(),
      to: instant.optional(),
      after: z.string().optional(),
      before: z.string().optional(),
      limit: limitText.optional(),
    }),
  }),
  plan: ({ query }, scene) => {
    const refusal = refuseUnlessAuditor(scene);
    if (refusal) return refusal;
    const resource = query.resource ?? null;
    const key = keyOf(scene, resource, query.key);
    if (isRefusal(key)) return key;
    const change = changeOf(scene, resource, key, query.field, query.value);
    if (isRefusal(change)) return change;
    if (query.after !== undefined && query.before !== undefined)
      return refuse("invalid_cursor", { detail: "Give `after` or `before`, not both." });
    const plan = {
      actor: query.actor ?? null,
      resource,
      key,
      change,
      kind: query.kind ?? null,
      type: query.type ?? null,
      outcome: query.outcome ?? null,
      reads: query.reads !== "no",
      from: query.from ?? null,
      to: query.to ?? null,
      after: query.after ?? null,
      before: query.before ?? null,
      limit: query.limit ?? defaultLimit,
    };
    return { kind: "auditList", plan, answer: (body) => ({ body }) };
  },
});

/** The log has grants of its own: a role reads it only where the config says so. */
export function refuseUnlessAuditor(scene: Scene): Refusal | null {
  return holdsRole(scene, scene.settings.auditRoles)
    ? null
    : refuse("forbidden", { detail: "Your role may not read the audit log." });
}

function keyOf(
  scene: Scene,
  resource: string | null,
  text: string | undefined,
): readonly string[] | null | Refusal {
  if (text === undefined) return null;
  if (resource === null) return refuse("invalid_key", { detail: "A key needs its resource." });
  const grant = grantOf(scene, resource);
  if (isRefusal(grant)) return grant;
  return (
    parseKey(grant, text) ??
    refuse("invalid_key", { detail: "The key does not fit this resource." })
  );
}

/**
 * A hidden field is refused in the same words as one that does not exist. What a change is sought by has to be in clear
 * wherever it is shown: the log holds records whose masks nobody has asked about.
 */
function changeOf(
  scene: Scene,
  resource: string | null,
  key: readonly string[] | null,
  name: string | undefined,
  value: string | undefined,
): SoughtChange | null | Refusal {
  if (name === undefined) {
    return value === undefined
      ? null
      : refuse("invalid_filter", { errors: [{ pointer: "/value", message: "needs its field" }] });
  }
  if (resource === null)
    return refuse("invalid_filter", {
      errors: [{ pointer: "/field", message: "needs its resource" }],
    });
  const grant = grantOf(scene, resource);
  if (isRefusal(grant)) return grant;
  const field = grant.readable.find((each) => each.name === name);
  if (!field)
    return refuse("unknown_field", {
      errors: [{ pointer: "/field", message: "is not a field of this resource" }],
    });
  if (field.found !== "always")
    return refuse("field_not_filterable", {
      errors: [{ pointer: "/field", message: "cannot be searched by" }],
    });
  if (value === undefined) return seekChange(grant.resource, field.stored, key, null);
  const parsed = fromWire(field.shape, wireValueOf(field.shape.kind, value));
  if (!parsed.ok || parsed.text === null)
    return refuse("invalid_filter", {
      errors: [{ pointer: "/value", message: parsed.ok ? "is null" : parsed.message }],
    });
  return seekChange(grant.resource, field.stored, key, parsed.text);
}

/** Text in a query string: kinds whose wire form is no text are given as JSON. */
function wireValueOf(kind: FieldKind, text: string): unknown {
  if (kind !== "integer" && kind !== "float" && kind !== "boolean" && kind !== "array") return text;
  if (findJsonFault(text) !== null) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isInstant(value: string): boolean {
  return fromWire({ kind: "timestamptz", type: "timestamp with time zone" }, value).ok;
}
