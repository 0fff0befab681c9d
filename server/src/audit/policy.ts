import { comparePolicies, printDifference } from "../config/compare-policies.ts";
import { readPolicy } from "../config/read-policy.ts";
import type { Connection, Database } from "../database/database.ts";

/** What is to be in force, and the name that every line of the log gives it. */
export interface StatedPolicy {
  readonly digest: string;
  /** A `Policy` as JSON; the digest is of these bytes. */
  readonly document: string;
}

/**
 * How a policy differs from the last one in force, in a sentence each; nothing where there was none or it is the same.
 */
export async function listPolicyChanges(
  ledger: Connection,
  { digest, document }: StatedPolicy,
): Promise<readonly string[]> {
  const last = await readLastPolicy(ledger);
  if (last === null || last.digest === digest) return [];
  const [was, is] = [readPolicy(last.document), readPolicy(document)];
  if (was === null || is === null) return ["changed in a form that this version cannot compare"];
  return comparePolicies(was, is).map(printDifference);
}

/** Records the policy and how it differs from the last one, unless it is the same; returns the differences. */
export function recordPolicy(
  ledger: Database,
  policy: StatedPolicy,
  eventId: string,
): Promise<readonly string[]> {
  return ledger.transaction(async (connection) => {
    // Held until the commit: of several processes that start at once, the second finds nothing new.
    await connection.run({
      text: "select pg_advisory_xact_lock(hashtext('purser.policy'))",
      values: [],
    });
    const changes = await listPolicyChanges(connection, policy);
    const details = JSON.stringify({ changes });
    await connection.run({
      text: "select purser.record_policy($1, $2, $3, $4)",
      values: [policy.digest, policy.document, eventId, details],
    });
    return changes;
  });
}

async function readLastPolicy(ledger: Connection): Promise<StatedPolicy | null> {
  const { rows } = await ledger.run({
    text: "select digest, document from purser.policy order by number desc limit 1",
    values: [],
  });
  const [digest, document] = rows[0] ?? [];
  return digest && document ? { digest, document } : null;
}
