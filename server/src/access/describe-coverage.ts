import type { AuditHealthAnswer } from "../contract/index.ts";
import type { CoverageFinding } from "../resource/coverage.ts";
import { nameResource } from "../resource/name.ts";
import type { Grants } from "./grant.ts";

/** Which tables are armed, as far as the caller may know of them: one without a name is reached from those that they see. */
export function describeCoverage(
  findings: readonly CoverageFinding[],
  grants: Grants,
): AuditHealthAnswer["coverage"] {
  return findings.flatMap(({ schema, table, reason, stops }) => {
    const resource = nameResource(schema, table);
    const isSeen = grants.has(resource);
    if (!isSeen && !stops.some((name) => grants.has(name))) return [];
    return [{ resource: isSeen ? resource : null, reason }];
  });
}
