import type { Catalog, Relation } from "../catalog/catalog.ts";
import type { PurserConfig, ResourceConfig } from "../config/config.ts";
import { toPathStep } from "../config/path-step.ts";
import type { ConfigProblem } from "../config/problem.ts";
import { suggest } from "../config/suggest.ts";

/** A relation that is to be a resource, and what the config says about it. */
export interface Entry {
  readonly relation: Relation;
  readonly config: ResourceConfig;
  /** In the config: `resources.orders`, `resources["odd name"]`. */
  readonly path: string;
}

export interface Matched {
  readonly entries: readonly Entry[];
  readonly problems: readonly ConfigProblem[];
}

/** Finds the relation of each config entry: `schema.table`, or `table` alone in `public`. */
export function matchEntries(catalog: Catalog, resources: PurserConfig["resources"]): Matched {
  const byName = Map.groupBy(
    catalog.relations.flatMap((relation) => namesOf(relation).map((name) => ({ name, relation }))),
    ({ name }) => name,
  );
  const entries: Entry[] = [];
  const problems: ConfigProblem[] = [];
  const taken = new Map<number, string>();
  for (const [name, config] of Object.entries(resources)) {
    const path = `resources${toPathStep(name)}`;
    const [found, other] = byName.get(name) ?? [];
    const earlier = found === undefined ? undefined : taken.get(found.relation.oid);
    if (found === undefined) {
      const known = catalog.relations.map((relation) => namesOf(relation)[0] ?? relation.name);
      problems.push({
        id: "unknown_table",
        path,
        message: `There is no table or view "${name}".`,
        hint: suggest(name, known),
      });
    } else if (other !== undefined) {
      problems.push({
        id: "ambiguous_table",
        path,
        message: `"${name}" is a table in "public" and also a table in another schema.`,
        hint: "Rename one of them: a config can't tell them apart.",
      });
    } else if (earlier !== undefined) {
      problems.push({
        id: "duplicate_table",
        path,
        message: `"${name}" and "${earlier}" are the same table.`,
        hint: "Keep one of the two entries.",
      });
    } else {
      taken.set(found.relation.oid, name);
      entries.push({ relation: found.relation, config, path });
    }
  }
  return { entries, problems };
}

/** What a config may call a relation, the shortest first. */
function namesOf({ schema, name }: Relation): readonly string[] {
  return schema === "public" ? [name, `public.${name}`] : [`${schema}.${name}`];
}
