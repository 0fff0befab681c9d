import type { Connection } from "../database/database.ts";
import type { CoverageFinding } from "../resource/coverage.ts";

/** Records what is news among the findings, once for all processes. `seenAt` is of the ledger's clock, before looking. */
export async function recordCoverage(
  ledger: Connection,
  seenAt: string,
  findings: readonly CoverageFinding[],
  policy: string,
): Promise<void> {
  const told = findings.map(({ schema, table, resource, reason }) => ({
    table: `${schema}.${table}`,
    resource,
    reason,
  }));
  await ledger.run({
    text: "select purser.record_coverage($1, $2, $3)",
    values: [seenAt, JSON.stringify(told), policy],
  });
}
