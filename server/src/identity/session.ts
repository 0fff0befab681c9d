import type { Connection } from "../database/database.ts";
import type { Identity } from "./identity.ts";
import type { Principal, RequestOrigin } from "./principal.ts";

/** For how long a session lives. */
export interface SessionTerms {
  readonly idleMinutes: number;
  readonly hours: number;
}

/** What the ledger notes beside whatever happens to a session. */
export interface SessionRecord {
  readonly eventId: string;
  /** Digest of the configuration in force. */
  readonly policy: string;
  readonly origin: RequestOrigin;
}

/** Begins a session in the ledger and records the sign-in. */
export async function openSession(
  ledger: Connection,
  id: string,
  proof: Buffer,
  identity: Identity,
  roles: readonly string[],
  terms: SessionTerms,
  record: SessionRecord,
): Promise<void> {
  await ledger.run({
    text: `select purser.open_session(p_id => $1, p_secret => $2, p_issuer => $3, p_subject => $4, p_name => $5,
      p_email => $6, p_roles => $7, p_claims => $8, p_idle => make_interval(mins => $9),
      p_lifetime => make_interval(hours => $10), p_address => $11, p_user_agent => $12, p_event_id => $13,
      p_request_id => $14, p_policy => $15)`,
    values: [
      id,
      proof,
      identity.issuer,
      identity.subject,
      identity.name,
      identity.email,
      roles,
      JSON.stringify(identity.claims),
      terms.idleMinutes,
      terms.hours,
      record.origin.address,
      record.origin.userAgent,
      record.eventId,
      record.origin.requestId,
      record.policy,
    ],
  });
}

/** Who has this session, as the ledger knows at this moment, and marks it as used; null when it does not live. */
export async function findPrincipal(ledger: Connection, proof: Buffer): Promise<Principal | null> {
  const found = await unlessEnded(
    ledger.run({
      text: `select id, issuer, subject, name, email, to_json(roles), claims, idle_seconds, expires_at
        from purser.find_session($1)`,
      values: [proof],
    }),
  );
  const [id, issuer, subject, name, email, roles, claims, idleSeconds, expiresAt] =
    found?.rows[0] ?? [];
  if (!id || !issuer || !subject || !name || !roles || !claims || !expiresAt) return null;
  return {
    issuer,
    subject,
    name,
    email: email ?? null,
    roles: JSON.parse(roles),
    claims: JSON.parse(claims),
    session: { id, proof, idleSeconds: Number(idleSeconds), expiresAt },
  };
}

/** Ends somebody's own session and records that; says nothing where it has ended already. */
export async function closeSession(
  ledger: Connection,
  proof: Buffer,
  reason: "signed out" | "signed in again",
  record: SessionRecord,
): Promise<void> {
  await unlessEnded(
    ledger.run({
      text: "select purser.close_session($1, $2, $3, $4, $5, $6)",
      values: [
        proof,
        reason,
        record.eventId,
        record.origin.requestId,
        record.origin.address,
        record.policy,
      ],
    }),
  );
}

/** SQLSTATE that the ledger raises for a session that is unknown, ended or expired. */
const sessionEnded = "PU001";

/** Whether the ledger refused a statement because the session behind it does not live. */
function isSessionEnded(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === sessionEnded;
}

async function unlessEnded<T>(result: Promise<T>): Promise<T | null> {
  try {
    return await result;
  } catch (error) {
    if (isSessionEnded(error)) return null;
    throw error;
  }
}
