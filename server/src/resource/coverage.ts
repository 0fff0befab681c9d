import type { Catalog, Relation } from "../catalog/catalog.ts";
import { committedColumns } from "../config/committed-columns.ts";
import type { PurserConfig, ResourceConfig } from "../config/config.ts";
import { allGrants } from "../config/field-set.ts";
import { resourceEntry } from "../config/resource-entry.ts";
import { nameResource } from "./name.ts";
import { findGap, listReached, whyNeverWritable } from "./read-only.ts";

/** Whether every change that Purser makes in a table would be captured. */
export interface CoverageFinding {
  readonly schema: string;
  readonly table: string;
  /** Under which readers of the log may know of it; null of a table that is none. */
  readonly resource: string | null;
  /** What is missing, in a few words; null where nothing is. */
  readonly reason: string | null;
  /** Names of the resources that are read-only while it is missing. */
  readonly stops: readonly string[];
}

/** Judges every table that a write through Purser can reach: those whose config lets somebody write, and what follows. */
export function judgeCoverage(
  catalog: Catalog,
  resources: PurserConfig["resources"],
): readonly CoverageFinding[] {
  const written = catalog.relations.filter((relation) => {
    const entry = resourceEntry(resources, relation);
    return entry !== undefined && isWritten(entry) && whyNeverWritable(relation) === null;
  });
  const reached = written.flatMap((root) =>
    listReached(root, catalog).map((relation) => ({ relation, root })),
  );
  return [...Map.groupBy(reached, ({ relation }) => relation)].map(([relation, ways]) => ({
    schema: relation.schema,
    table: relation.name,
    resource: resourceEntry(resources, relation) ? nameOf(relation) : null,
    reason: findGap(relation, committedColumns(resources, relation)),
    stops: ways.map(({ root }) => nameOf(root)),
  }));
}

function isWritten({ access }: ResourceConfig): boolean {
  return allGrants(access).some((grant) => grant.create || grant.update || grant.delete);
}

function nameOf({ schema, name }: Relation): string {
  return nameResource(schema, name);
}
