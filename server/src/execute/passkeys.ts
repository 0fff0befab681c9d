import { sql } from "kysely";
import type { PasskeyPeopleAnswer, PasskeysAnswer } from "../contract/index.ts";
import type { TextRow } from "../database/database.ts";
import type { PersonId } from "../identity/identity.ts";
import { listPasskeys, summarize } from "../identity/passkey/passkey.ts";
import { compile, type Fragment } from "../statement/compile.ts";
import type { Run } from "./context.ts";
import { queryLedger, recordRead } from "./read.ts";
import { assertSession } from "./session.ts";

/** The caller's own. */
export async function listOwnPasskeys(run: Run): Promise<PasskeysAnswer> {
  await assertSession(run);
  const passkeys = await listPasskeys(run.deployment.stores.ledger, run.principal, run.signal);
  return { passkeys: passkeys.map(summarize) };
}

/** Enough for a page that somebody looks through. */
const mostPasskeys = 2_000;

/** Everybody's, and the recoveries that were asked for within a day; records who looked. */
export async function listPasskeyPeople(run: Run): Promise<PasskeyPeopleAnswer> {
  await recordRead(run, { kind: "passkey.people", resource: null, fields: [], details: null });
  const passkeys = await queryLedger(run, selectPasskeys);
  const recoveries = await queryLedger(run, selectRecoveries);
  const shown = passkeys.slice(0, mostPasskeys);
  const people = Map.groupBy(shown, ([issuer, subject]) => JSON.stringify([issuer, subject]));
  return {
    people: [...people.values()].map((rows) => readPerson(rows, run.principal)),
    recoveries: recoveries.map((row) => readRecovery(row, run.principal)),
    isMore: passkeys.length > mostPasskeys,
  };
}

/** What is known of a person from their last session. */
const lastSession = (issuer: string, subject: string): Fragment => sql`lateral (
  select s.name, s.email from purser.session as s
  where s.issuer = ${sql.ref(issuer)} and s.subject = ${sql.ref(subject)} order by s.at desc, s.id desc limit 1) as l`;

const selectPasskeys: Fragment = sql`
  select k.issuer, k.subject, l.name, l.email, k.id, k.name, k.enrolled_at, k.last_used_at, k.trusted_from, k.is_synced
  from purser.passkey as k, ${lastSession("k.issuer", "k.subject")}
  order by l.name, k.issuer, k.subject, k.enrolled_at, k.id limit ${sql.lit(mostPasskeys + 1)}`;

const selectRecoveries: Fragment = sql`
  select r.id, r.issuer, r.subject, l.name, r.reason, a.name, r.at, r.at + interval '24 hours', a.issuer, a.subject
  from (
    select e.id, e.at, e.session_id, e.details ->> 'issuer' as issuer, e.details ->> 'subject' as subject,
      e.details ->> 'reason' as reason
    from purser.event_act as e
    where e.kind = 'passkey.recover' and e.code is null and e.at > now() - interval '24 hours') as r
  join purser.session as a on a.id = r.session_id, ${lastSession("r.issuer", "r.subject")}
  where not exists (
    select from purser.event_act as d
    where d.kind = 'passkey.approveRecovery' and d.code is null and d.details ->> 'request' = r.id::text)
  order by r.at`;

function readPerson(
  rows: readonly TextRow[],
  principal: PersonId,
): PasskeyPeopleAnswer["people"][number] {
  const [issuer, subject, name, email] = rows[0] ?? [];
  return {
    issuer: issuer ?? "",
    subject: subject ?? "",
    name: name ?? "",
    email: email ?? null,
    isOwn: issuer === principal.issuer && subject === principal.subject,
    passkeys: rows.map(([, , , , id, title, enrolledAt, lastUsedAt, trustedFrom, isSynced]) => ({
      id: id ?? "",
      name: title ?? "",
      enrolledAt: enrolledAt ?? "",
      lastUsedAt: lastUsedAt ?? null,
      trustedFrom: trustedFrom ?? "",
      isSynced: isSynced === "t",
    })),
  };
}

function readRecovery(
  [id, issuer, subject, name, reason, asker, at, until, askerIssuer, askerSubject]: TextRow,
  principal: PersonId,
): PasskeyPeopleAnswer["recoveries"][number] {
  const isBy = (by?: string | null, who?: string | null) =>
    by === principal.issuer && who === principal.subject;
  return {
    id: id ?? "",
    issuer: issuer ?? "",
    subject: subject ?? "",
    name: name ?? "",
    reason: reason ?? "",
    askedBy: asker ?? "",
    askedAt: at ?? "",
    expiresAt: until ?? "",
    mayApprove: !isBy(issuer, subject) && !isBy(askerIssuer, askerSubject),
  };
}

/**
 * What the caller is told wherever they are signed in: passkeys that were enrolled in their name within the last week.
 * A stolen session that enrols one cannot keep that to itself.
 */
export async function tellNewPasskeys(run: Run): Promise<readonly string[]> {
  await assertSession(run);
  const { deployment, principal, signal } = run;
  const { rows } = await deployment.stores.ledger.run(
    compile(sql`select k.name, to_char(k.enrolled_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI')
      from purser.passkey as k
      where k.issuer = ${principal.issuer} and k.subject = ${principal.subject} and k.enrolled_at > now() - interval '7 days'
      order by k.enrolled_at`),
    signal,
  );
  return rows.map(
    ([name, at]) =>
      `The passkey “${name}” was enrolled in your name at ${at} UTC. If that was not you, remove it and tell an administrator.`,
  );
}
