import type { Grant } from "../access/grant.ts";
import { readKeyText } from "../access/record-key.ts";
import type { Refusal } from "../contract/index.ts";
import { refuse } from "../contract/index.ts";
import { fromWire } from "../database/wire.ts";
import type { Field, Resource } from "../resource/resource.ts";

/** One record, by its key. */
export interface RecordPlan {
  readonly kind: "record";
  readonly grant: Grant;
  readonly key: readonly string[];
}

export function planRecord(grant: Grant, keyText: string): RecordPlan | Refusal {
  const denial = grant.denials.get("read");
  if (denial) return denial;
  const key = parseKey(grant, keyText);
  return key === null
    ? refuse("invalid_key", { detail: "The key does not fit this resource." })
    : { kind: "record", grant, key };
}

/** The key's components as PostgreSQL input text, each of which its column's type accepts; null when they do not fit. */
export function parseKey(grant: Grant, keyText: string): readonly string[] | null {
  const parts = readKeyText(grant, keyText);
  if (parts === null) return null;
  const fields = keyFields(grant.resource);
  return parts.every((part, index) => isAccepted(fields[index], part)) ? parts : null;
}

export function keyFields(resource: Resource): readonly Field[] {
  return resource.key.flatMap((name) => resource.fields.filter((field) => field.name === name));
}

/** Keys carry text; numbers and booleans cross the wire as themselves. */
function isAccepted(field: Field | undefined, part: string): boolean {
  if (!field) return false;
  const wire = field.shape.kind === "integer" || field.shape.kind === "float" ? Number(part) : part;
  if (field.shape.kind === "integer") return /^-?\d+$/.test(part) && fromWire(field.shape, wire).ok;
  if (field.shape.kind === "boolean") return ["true", "false", "t", "f"].includes(part);
  if (field.shape.kind === "binary" || field.shape.kind === "array") return true;
  return fromWire(field.shape, wire).ok;
}
