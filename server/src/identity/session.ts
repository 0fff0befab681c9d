import type { Connection } from "../database/database.ts";
import type { Authentication } from "./authentication.ts";
import type { Entrant, Principal, RequestOrigin } from "./principal.ts";

/** For how long a session lives, and how many a person may have. */
export interface SessionTerms {
  readonly idleMinutes: number;
  readonly lifetimeMinutes: number;
  readonly most: number;
}

/** A session to begin: whose, with what, and how well that is known. */
export interface NewSession {
  readonly id: string;
  readonly proof: Buffer;
  readonly authentication: Authentication;
  readonly roles: readonly string[];
  readonly terms: SessionTerms;
}

/** What the ledger notes beside whatever happens to a session. */
export interface SessionRecord {
  readonly eventId: string;
  /** Digest of the configuration in force. */
  readonly policy: string;
  readonly origin: RequestOrigin;
}

/** Begins a session in the ledger and records the sign-in. Without a second factor it opens nothing yet. */
export async function openSession(
  ledger: Connection,
  { id, proof, authentication, roles, terms }: NewSession,
  record: SessionRecord,
): Promise<void> {
  const { identity, secondFactor, authenticatedAt, providerSession, evidence } = authentication;
  await ledger.run({
    text: `select purser.open_session(p_id => $1, p_secret => $2, p_issuer => $3, p_subject => $4, p_name => $5,
      p_email => $6, p_roles => $7, p_claims => $8, p_idle => make_interval(mins => $9),
      p_lifetime => make_interval(mins => $10), p_address => $11, p_user_agent => $12, p_event_id => $13,
      p_request_id => $14, p_policy => $15, p_second_factor => $16, p_authenticated_at => to_timestamp($17),
      p_provider_session => $18, p_evidence => $19, p_most => $20)`,
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
      terms.lifetimeMinutes,
      record.origin.address,
      record.origin.userAgent,
      record.eventId,
      record.origin.requestId,
      record.policy,
      secondFactor ? "provider" : null,
      authenticatedAt,
      providerSession,
      JSON.stringify({ evidence }),
      terms.most,
    ],
  });
}

/**
 * Who has this session, as the ledger knows at this moment; null when it does not live. `active` marks it as used, which
 * what a page does by itself must not.
 */
export async function findSession(
  ledger: Connection,
  proof: Buffer,
  active: boolean,
): Promise<Principal | Entrant | null> {
  const found = await unlessEnded(
    ledger.run({
      text: `select id, issuer, subject, name, email, to_json(roles), claims, idle_seconds, expires_at, second_factor,
        authenticated_at from purser.find_session($1, $2)`,
      values: [proof, active],
    }),
  );
  const [id, issuer, subject, name, email, roles, claims, idle, expiresAt, factor, authenticated] =
    found?.rows[0] ?? [];
  if (!id || !issuer || !subject || !name || !roles || !claims || !expiresAt) return null;
  const facts = {
    id,
    proof,
    idleSeconds: Number(idle),
    expiresAt,
    authenticatedAt: authenticated ? Number(authenticated) : null,
  };
  const person = {
    issuer,
    subject,
    name,
    email: email ?? null,
    roles: JSON.parse(roles),
    claims: JSON.parse(claims),
  };
  return factor === "provider" || factor === "passkey"
    ? { ...person, session: { ...facts, secondFactor: factor } }
    : { ...person, session: { ...facts, secondFactor: null } };
}

/** Ends somebody's own session and records that; false where there is none that lives. */
export async function closeSession(
  ledger: Connection,
  proof: Buffer,
  reason: "signed out" | "signed in again",
  record: SessionRecord,
): Promise<boolean> {
  const closed = await unlessEnded(
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
  return closed !== null;
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
