import type {
  FieldDescription,
  RelationDescription,
  ResourceDescription,
  WireValues,
} from "purser/contract";
import { printKey } from "../../api/wire-name.ts";

/**
 * The to-one relation that a field is drawn as: its own, or one of several columns at the last of
 * them, since the first is often a relation by itself. Undefined when there is none to follow.
 */
export function relationOf(
  resource: ResourceDescription | undefined,
  field: FieldDescription,
): RelationDescription | undefined {
  const ending = resource?.relations.filter(
    ({ kind, fields }) => kind === "toOne" && fields.at(-1) === field.name,
  );
  return ending?.find(({ fields }) => fields.length === 1) ?? ending?.[0];
}

/**
 * The key of the record at the other end; null where the reference is empty, incomplete, or does not
 * point at the target's primary key.
 */
export function referencedKey(
  relation: RelationDescription,
  target: ResourceDescription | undefined,
  values: WireValues,
): string | null {
  if (target === undefined || target.key.length !== relation.targetFields.length) return null;
  const components = target.key.map((name) => {
    const at = relation.targetFields.indexOf(name);
    return values[relation.fields[at] ?? ""];
  });
  return printKey(components);
}
