import type { Catalog, Relation } from "../catalog/catalog.ts";

/** Foreign-key actions that write to the referencing table. */
const writing = new Set(["cascade", "setNull", "setDefault"]);

/**
 * The tables that must be armed so that writes to `roots` leave nothing unrecorded: the tables themselves, and those
 * that a foreign key's action reaches from them, at any distance.
 */
export function armingClosure(catalog: Catalog, roots: readonly Relation[]): readonly Relation[] {
  const closure = new Set(roots.filter(canBeArmed));
  for (const relation of closure) {
    for (const child of catalog.relations) {
      const isReached = child.foreignKeys.some(
        (key) => key.target === relation.oid && (writing.has(key.onDelete) || writing.has(key.onUpdate)),
      );
      if (isReached && canBeArmed(child)) closure.add(child);
    }
  }
  return [...closure];
}

/** Triggers for each row exist on tables and partitioned tables only. */
export function canBeArmed(relation: Relation): boolean {
  return relation.kind === "table" || relation.kind === "partitionedTable";
}
