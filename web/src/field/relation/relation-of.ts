import type {
  FieldDescription,
  RelationDescription,
  ResourceDescription,
  WireValues,
} from "purser/contract";
import { printKey } from "../../api/wire-name.ts";

/** The to-one relation that the field begins; undefined when there is none to follow. */
export function relationOf(
  resource: ResourceDescription | undefined,
  field: FieldDescription,
): RelationDescription | undefined {
  return resource?.relations.find(
    (relation) => relation.name === field.relation && relation.kind === "toOne",
  );
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
