import type { MeAnswer } from "../contract/index.ts";
import type { CoverageFinding } from "../resource/coverage.ts";
import { nameResource } from "../resource/name.ts";
import type { Grants } from "./grant.ts";

/** Says which of the caller's resources are read-only since a table is not armed, and names no other. */
export function coverageBanners(
  findings: readonly CoverageFinding[],
  grants: Grants,
): MeAnswer["banners"] {
  const labelOf = (name: string) => grants.get(name)?.resource.label;
  return findings.flatMap(({ schema, table, reason, stops }) => {
    const stopped = stops.flatMap((name) => labelOf(name) ?? []);
    if (reason === null || stopped.length === 0) return [];
    const where = labelOf(nameResource(schema, table)) ?? "a table that they reach";
    const text = `Read-only for now: ${stopped.join(", ")}. Changes in ${where} would not all be recorded (${reason}). \`purser migrate\` restores it.`;
    return [{ level: "warning" as const, text }];
  });
}
