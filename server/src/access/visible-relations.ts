import type { Relation } from "../resource/resource.ts";
import type { Grant, Grants } from "./grant.ts";

/**
 * The relations of a resource that its grant's holder may follow. One that is made of a field which is not clear
 * everywhere is not there, whichever end the field lies at: which records it leads to would tell the field's value.
 */
export function visibleRelations(grant: Grant, grants: Grants): readonly Relation[] {
  return grant.resource.relations.filter(
    ({ fields, target, targetFields, through }) =>
      mayRead(grant, fields) &&
      mayRead(grants.get(target), targetFields) &&
      (through === null ||
        mayRead(grants.get(through.resource), [...through.nearFields, ...through.farFields])),
  );
}

function mayRead(grant: Grant | undefined, names: readonly string[]): boolean {
  return (
    grant !== undefined &&
    names.every((name) =>
      grant.readable.some((field) => field.name === name && field.clear === "always"),
    )
  );
}
