import { sql } from "kysely";
import * as z from "zod";
import type {
  Refusal,
  RevocationAnswer,
  SessionSummary,
  SessionsAnswer,
} from "../contract/index.ts";
import { refuse } from "../contract/index.ts";
import type { TextRow } from "../database/database.ts";
import type { PersonId } from "../identity/identity.ts";
import { all, type Fragment } from "../statement/compile.ts";
import type { Run } from "./context.ts";
import { queryLedger, readLedger } from "./read.ts";

/** One person, or everybody. */
export type SessionsOf = PersonId | "everybody";

/** Sessions to show, of them those in which every word of the search occurs: in who has it, as what, on what or where. */
export interface SessionQuery {
  readonly of: SessionsOf;
  readonly search: string;
}

/** Ends one session; somebody else's only where the caller may, and for a reason. */
export interface SessionRevocation {
  readonly session: string;
  readonly reason: string | null;
  readonly mayEndOthers: boolean;
}

/** Ends all sessions of a person, or of everybody, but for the caller's own at hand. */
export interface SessionsRevocation {
  readonly of: SessionsOf;
  readonly reason: string;
}

/** Sessions in one answer. */
const mostSessions = 200;

/** The sessions that live, the last used first, and the record of who looked. */
export async function listSessions(run: Run, query: SessionQuery): Promise<SessionsAnswer> {
  const { of, search } = query;
  const select = selectSessions(query, mostSessions + 1);
  const rows = await readLedger(
    run,
    { select, width: sessionColumns.length, key: [] },
    {
      kind: "session.list",
      resource: null,
      fields: [],
      details: {
        ...(of === "everybody" ? { of } : { issuer: of.issuer, subject: of.subject }),
        ...(search === "" ? {} : { search }),
      },
      pageSize: mostSessions,
      keys: [],
    },
  );
  const { id } = run.principal.session;
  return {
    sessions: rows.slice(0, mostSessions).map((row) => readSession(row, id)),
    isMore: rows.length > mostSessions,
  };
}

/** One that the caller may not end is refused in the same words as one that does not live. */
export async function revokeSession(
  run: Run,
  { session, reason, mayEndOthers }: SessionRevocation,
): Promise<null | Refusal> {
  const { issuer, subject } = run.principal;
  const [found] = await queryLedger(
    run,
    sql`select s.issuer, s.subject from purser.session as s where s.id = ${session}::uuid`,
  );
  const isOwn = found?.[0] === issuer && found[1] === subject;
  if (!isOwn && !mayEndOthers) return noSession;
  if (!isOwn && reason === null)
    return refuse("reason_required", {
      detail: "Whose session ends is told why in the log.",
      errors: [{ pointer: "/reason", message: "is required" }],
    });
  const revoked = await revoke(run, { session, person: null, reason });
  return revoked === 0 ? noSession : null;
}

export async function revokeSessions(
  run: Run,
  { of, reason }: SessionsRevocation,
): Promise<RevocationAnswer> {
  const person = of === "everybody" ? null : of;
  return { revoked: await revoke(run, { session: null, person, reason }) };
}

const noSession = refuse("not_found", { detail: "There is no such session." });

interface Revoked {
  readonly session: string | null;
  readonly person: PersonId | null;
  readonly reason: string | null;
}

async function revoke(run: Run, { session, person, reason }: Revoked): Promise<number> {
  const { deployment, principal, origin } = run;
  const rows = await queryLedger(
    run,
    sql`select purser.revoke_sessions(${principal.session.proof}::bytea, ${session}::uuid, ${person?.issuer ?? null}::text,
      ${person?.subject ?? null}::text, ${reason}::text, ${deployment.newId()}::uuid, ${origin.requestId}::text,
      ${origin.address}::inet, ${deployment.policy}::text)`,
  );
  return Number(rows[0]?.[0]);
}

/** A session that a passkey raised began with the one before. */
const signedInAt = sql`(
  with recursive before as (
    select s.at, s.continues
    union all select p.at, p.continues from before as b join purser.session as p on p.id = b.continues)
  select min(b.at) from before as b)`;

/** As `readSession` expects them; `s` and its activity `a` are in scope. */
const sessionColumns: readonly Fragment[] = [
  ...["id", "issuer", "subject", "name", "email"].map((name) => sql.ref(`s.${name}`)),
  sql`to_json(s.roles)`,
  sql`host(s.address)`,
  sql`s.user_agent`,
  signedInAt,
  sql`a.seen_at`,
  sql`s.expires_at`,
  sql`s.second_factor`,
  sql`s.authenticated_at`,
];

/** Whether a session lives, as an index can be asked; `s` and its activity `a` are in scope. */
const isLive: Fragment = sql`(s.expires_at > now() and now() < a.seen_at + s.idle
  and not exists (select from purser.session_end as e where e.session_id = s.id))`;

const searched: Fragment = sql`lower(concat_ws(' ', s.name, s.email, s.roles::text, host(s.address), s.user_agent))`;

/** The sessions that live, the last used first. */
export function selectSessions({ of, search }: SessionQuery, limit: number): Fragment {
  const whose =
    of === "everybody" ? [] : [sql`(s.issuer, s.subject) = (${of.issuer}, ${of.subject})`];
  const words = search.split(/\s+/).filter((word) => word !== "");
  const found = words.map((word) => sql`strpos(${searched}, lower(${word}::text)) > 0`);
  return sql`
    select ${sql.join(sessionColumns.map((column, index) => sql`${column} as ${sql.id(`c${index}`)}`))}
    from purser.session as s join purser.session_activity as a on a.session_id = s.id
    where ${all([isLive, ...whose, ...found])} order by a.seen_at desc, s.id desc limit ${limit}`;
}

const namesSchema = z.array(z.string());

/** One row of `selectSessions`; `own` is the session that asks. */
export function readSession(
  [id, issuer, subject, name, email, roles, address, userAgent, ...times]: TextRow,
  own: string | null,
): SessionSummary {
  const [signedIn, lastUsedAt, expiresAt, factor, authenticatedAt] = times;
  return {
    id: id ?? "",
    issuer: issuer ?? "",
    subject: subject ?? "",
    name: name ?? "",
    email: email ?? null,
    roles: namesSchema.parse(JSON.parse(roles ?? "[]")),
    address: address ?? null,
    userAgent: userAgent ?? null,
    signedInAt: signedIn ?? "",
    lastUsedAt: lastUsedAt ?? "",
    expiresAt: expiresAt ?? "",
    secondFactor: factor === "provider" || factor === "passkey" ? factor : null,
    authenticatedAt: authenticatedAt ?? null,
    isOwn: id === own,
  };
}
