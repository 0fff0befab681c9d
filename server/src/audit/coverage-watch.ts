import type { AccessOf, GrantKeys } from "../access/grant.ts";
import type { InForce } from "../access/in-force.ts";
import { putInForce } from "../access/in-force.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { readCatalog } from "../catalog/read.ts";
import type { PurserConfig } from "../config/config.ts";
import type { Database } from "../database/database.ts";
import { compileResources } from "../resource/compile.ts";
import { judgeCoverage } from "../resource/coverage.ts";
import { renewResources } from "../resource/renew.ts";
import type { Resource } from "../resource/resource.ts";
import { recordCoverage } from "./alert.ts";
import type { Part } from "./coverage-parts.ts";
import { judgeParts, readParts, rememberParts } from "./coverage-parts.ts";
import { repeat } from "./repeat.ts";

export interface CoverageWatch {
  readonly inForce: () => InForce;
  readonly stop: () => Promise<void>;
}

export interface CoverageWatchOptions {
  readonly config: Pick<PurserConfig, "resources" | "roles">;
  readonly accessOf: AccessOf;
  readonly keys: GrantKeys;
  /** Where rows and log lie together. */
  readonly database: Database;
  /** Digest of the configuration in force. */
  readonly policy: string;
  /** What the start found. */
  readonly first: Sighting & { readonly resources: readonly Resource[] };
  /** Milliseconds between two looks. */
  readonly every: number;
  readonly onFailure: (cause: unknown) => void;
}

export interface Sighting {
  readonly catalog: Catalog;
  readonly parts: readonly Part[];
  /** Of the database's clock, before anything was read. */
  readonly seenAt: string;
}

/**
 * Threat W8: whoever may alter tables disables a capture trigger, drops it, detaches a partition, or adds a child whose
 * rows a cascade takes along. The catalog is read again and again; what it shows is in force at once, so that a table
 * whose changes would not all be recorded takes none, and the ledger is told once. A look that fails changes nothing.
 */
export async function watchCoverage(options: CoverageWatchOptions): Promise<CoverageWatch> {
  const { config, accessOf, keys, database, policy, first } = options;
  let resources = first.resources;
  let parts: readonly Part[] = [];
  let inForce = putInForce(resources, accessOf, keys, []);
  let told = "";

  const take = async (sighting: Sighting) => {
    const covered = judgeCoverage(sighting.catalog, config.resources);
    const findings = [...covered, ...judgeParts(parts, sighting.parts, covered)];
    parts = rememberParts(parts, sighting.parts);
    inForce = putInForce(resources, accessOf, keys, findings);
    const news = JSON.stringify(findings);
    if (news === told) return;
    await recordCoverage(database, sighting.seenAt, findings, policy);
    told = news;
  };
  const look = async () => {
    const sighting = await sight(database, parts);
    const compiled = compileResources(sighting.catalog, config.resources, {
      roles: Object.keys(config.roles),
    });
    resources = renewResources(resources, compiled);
    await take(sighting);
  };

  await take(first);
  const { stop } = repeat(look, options);
  return { inForce: () => inForce, stop };
}

/** Reads what there is; of parts seen before, also what has become of them. */
export async function sight(database: Database, before: readonly Part[]): Promise<Sighting> {
  const { rows } = await database.run({ text: "select clock_timestamp()", values: [] });
  return {
    seenAt: rows[0]?.[0] ?? "",
    catalog: await readCatalog(database),
    parts: await readParts(database, before),
  };
}
