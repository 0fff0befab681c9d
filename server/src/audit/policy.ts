import * as z from "zod";
import { comparePolicies, printDifference } from "../config/compare-policies.ts";
import type { Policy } from "../config/policy-digest.ts";
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
  return comparePolicies(parse(last.document), parse(document)).map(printDifference);
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

const fieldSet = z.union([
  z.literal(true),
  z.array(z.string()),
  z.object({ except: z.array(z.string()) }),
]);
/** As far as rules are compared; what an older version wrote beside them is kept and compared as a whole. */
const policySchema = z.object({
  roles: z.record(
    z.string(),
    z.looseObject({ groups: z.array(z.string()), audit: z.boolean().exactOptional() }),
  ),
  resources: z.record(
    z.string(),
    z.looseObject({
      access: z.record(
        z.string(),
        z.looseObject({
          read: fieldSet.exactOptional(),
          create: fieldSet.exactOptional(),
          update: fieldSet.exactOptional(),
          delete: z.boolean().exactOptional(),
        }),
      ),
      fields: z
        .record(z.string(), z.looseObject({ hidden: z.boolean().exactOptional() }))
        .exactOptional(),
    }),
  ),
  requireReason: z.boolean(),
});

function parse(document: string): Policy {
  return policySchema.parse(JSON.parse(document));
}
