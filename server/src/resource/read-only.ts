import type { Catalog, ReferentialAction, Relation } from "../catalog/catalog.ts";
import { committedColumns } from "../config/committed-columns.ts";
import type { PurserConfig } from "../config/config.ts";

/** What no privilege and no migration changes about it; null of a table with a key. */
export function whyNeverWritable(relation: Relation): string | null {
  switch (relation.kind) {
    case "view":
    case "materializedView":
      return "it is a view";
    case "foreignTable":
      return "its rows live in another database, where nothing would be audited";
    default:
      return relation.primaryKey === null ? "it has no primary key" : null;
  }
}

/** Relations that a change of this one can reach through the actions of foreign keys, itself included. */
export function listReached(relation: Relation, catalog: Catalog): readonly Relation[] {
  const reached = new Set([relation]);
  // A set's loop also visits what is added while it runs.
  for (const parent of reached) {
    for (const child of catalog.relations) {
      if (
        child.foreignKeys.some(
          (key) => key.target === parent.oid && (acts(key.onDelete) || acts(key.onUpdate)),
        )
      ) {
        reached.add(child);
      }
    }
  }
  return [...reached];
}

function acts(action: ReferentialAction): boolean {
  return action === "cascade" || action === "setNull" || action === "setDefault";
}

/**
 * Why nothing may be written to a table, in a sentence, or null where its writes can be: the login may,
 * and every change is captured, also those that follow from it.
 */
export function explainReadOnly(
  relation: Relation,
  key: readonly string[],
  catalog: Catalog,
  configs: PurserConfig["resources"],
): string | null {
  const never = whyNeverWritable(relation);
  if (never !== null) return `Read-only, because ${never}.`;
  if (key.length === 0) return "Read-only, because a column of its primary key is hidden.";
  const { insert, delete: remove } = relation.privileges;
  if (!insert && !remove && !relation.columns.some(({ privileges }) => privileges.update)) {
    return "Read-only, because Purser's login has no privilege to write here.";
  }
  for (const reached of listReached(relation, catalog)) {
    const gap = findGap(reached, committedColumns(configs, reached));
    if (gap === null) continue;
    return reached === relation
      ? `Read-only, because it is not armed for audit (${gap}): run \`purser migrate\`.`
      : `Read-only, because a change here can also change "${reached.schema}.${reached.name}", which is not armed for audit (${gap}): run \`purser migrate\`.`;
  }
  return null;
}

/**
 * What keeps a table from being armed; its capture must record every column, also those nobody sees, and as commitments
 * just `committed`.
 */
export function findGap(
  { capture, columns }: Relation,
  committed: readonly string[],
): string | null {
  if (capture === null) return "no capture trigger";
  if (!capture.always) return "its capture trigger is not ENABLE ALWAYS";
  const current = columns.map(({ name }) => name);
  if (!isSame(capture.columns, current)) return "its columns have changed since";
  return isSame(capture.personal, committed)
    ? null
    : "other columns are personal or hidden than when it was armed";
}

function isSame(names: readonly string[], others: readonly string[]): boolean {
  return names.length === others.length && names.every((name, index) => name === others[index]);
}
