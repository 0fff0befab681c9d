import type { ProblemCode } from "../contract/index.ts";
import type { Connection } from "../database/database.ts";
import type { Identity } from "./identity.ts";
import type { SessionRecord } from "./session.ts";

/** Records that somebody whom the provider vouches for was not let in. */
export async function recordRefusedSignIn(
  ledger: Connection,
  { issuer, subject, name, email }: Identity,
  code: ProblemCode,
  record: SessionRecord,
): Promise<void> {
  await ledger.run({
    text: `select purser.record_refusal(p_secret => null, p_id => $1, p_kind => 'session.signIn', p_code => $2,
      p_actor => $3, p_resource => null, p_keys => null, p_details => null, p_request_id => $4, p_address => $5,
      p_policy => $6)`,
    values: [
      record.eventId,
      code,
      JSON.stringify({ issuer, subject, name, email }),
      record.origin.requestId,
      record.origin.address,
      record.policy,
    ],
  });
}

/** Counts a refusal to somebody unknown: a row per network and minute, so that nobody can fill the disk. */
export async function countStrangerRefusal(
  ledger: Connection,
  address: string | null,
  code: ProblemCode,
): Promise<void> {
  await ledger.run({
    text: "select purser.count_stranger_refusal($1, $2)",
    values: [address, code],
  });
}
