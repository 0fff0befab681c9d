import { sql } from "kysely";
import * as z from "zod";
import type { Grant, Grants } from "../access/grant.ts";
import { keyTextOf } from "../access/record-key.ts";
import type { AuditEntry } from "../contract/index.ts";
import type { TextRow } from "../database/database.ts";
import type { Fragment } from "../statement/compile.ts";
import { type Source, tablesInReach } from "./in-reach.ts";

/** Whether an operation `o` was aimed at the record of this change of its own; else the change followed from that. */
export function isDirect(alias: "a" | "c"): Fragment {
  const of = (name: string) => sql.ref(`${alias}.${name}`);
  return sql`(${of("table_schema")} = o.target_schema and ${of("table_name")} = o.target_table
    and (o.keys = '[]' or ${of("key")} in (select jsonb_array_elements(o.keys))))`;
}

/** Columns of an operation, as `readEntry` expects them; `o`, its outcome `u` and its session `s` are in scope. */
export function operationColumns(grants: Grants): readonly Fragment[] {
  return [
    sql`'operation'`,
    sql`o.id`,
    sql`o.at`,
    sql`o.kind`,
    sql`o.authority`,
    sql`s.subject`,
    sql`s.name`,
    sql`s.email`,
    sql`array_to_json(s.roles)`,
    sql`o.resource`,
    sql`o.keys`,
    sql`'[]'`,
    sql`o.reason`,
    sql`o.request_id`,
    sql`host(o.address)`,
    sql`s.user_agent`,
    sql`case when u.operation_id is null then null else 'done' end`,
    sql`null`,
    sql`coalesce(u.direct, 0)`,
    countCascade(grants),
    sealedBy("o"),
    sql`o.undoes`,
    sql`(select n.id from purser.operation as n where n.undoes = o.id order by n.at desc limit 1)`,
  ];
}

/** Of what followed, as much as happened where the reader sees everything. */
function countCascade(grants: Grants): Fragment {
  return sql`case when u.cascade > 0 then (
    select count(*) from purser.change as a
    where a.operation_id = o.id and not ${isDirect("a")} and (a.table_schema, a.table_name) in (${tablesInReach(grants)}))
    else 0 end`;
}

/** What Purser noticed or did by itself. */
const isOwn = sql`(e.session_id is null and e.actor is null and e.code is null)`;

/** The same columns of an event; `e` and its session `s` are in scope. */
export const eventColumns: readonly Fragment[] = [
  sql`'event'`,
  sql`e.id`,
  sql`e.at`,
  sql`e.kind`,
  sql`case when e.session_id is not null then 'session' when ${isOwn} then 'system' else 'none' end`,
  sql`coalesce(s.subject, e.actor ->> 'subject')`,
  sql`coalesce(s.name, e.actor ->> 'name', case when ${isOwn} then 'Purser' end)`,
  sql`coalesce(s.email, e.actor ->> 'email')`,
  sql`array_to_json(s.roles)`,
  sql`e.resource`,
  sql`e.keys`,
  sql`array_to_json(e.fields)`,
  sql`case e.kind
    when 'alert.coverage' then concat_ws(': ', e.details ->> 'table', e.details ->> 'reason')
    when 'alert.coverageRestored' then e.details ->> 'table'
    when 'audit.retire' then concat_ws(' ', e.details ->> 'table', e.details ->> 'month')
    when 'record.reveal' then concat(e.details #>> '{reason,kind}', ': ', e.details #>> '{reason,text}',
      ' (' || (e.details #>> '{reason,ticket}') || ')')
    when 'review.decide' then concat_ws(': ', e.details ->> 'verdict', e.details ->> 'note')
    when 'access.review' then e.details ->> 'note'
    when 'session.review' then e.details ->> 'note'
    when 'session.revoke' then e.details ->> 'reason'
    when 'session.revokeOf' then e.details ->> 'reason'
    when 'session.revokeEverybody' then e.details ->> 'reason'
    when 'session.end' then e.details ->> 'reason'
    when 'passkey.enrol' then e.details ->> 'name'
    when 'passkey.rename' then e.details ->> 'name'
    when 'passkey.remove' then e.details ->> 'name'
    when 'passkey.consent' then concat_ws(': ', e.details ->> 'subject', e.details ->> 'name')
    when 'passkey.recover' then concat_ws(': ', e.details ->> 'subject', e.details ->> 'reason')
    when 'passkey.approveRecovery' then e.details ->> 'subject'
    when 'policy.change' then (select string_agg(change, '; ') from jsonb_array_elements_text(e.details -> 'changes') as change)
  end`,
  sql`e.request_id`,
  sql`host(e.address)`,
  sql`s.user_agent`,
  sql`case when e.code is null then 'done' else 'refused' end`,
  sql`e.code`,
  sql`0`,
  sql`0`,
  sealedBy("e"),
  sql`null::uuid`,
  sql`null::uuid`,
];

/** The same columns of an intent that came to nothing known; `i` and its session `s` are in scope. */
export const intentColumns: readonly Fragment[] = [
  sql`'operation'`,
  sql`i.id`,
  sql`i.at`,
  sql`i.kind`,
  sql`'session'`,
  sql`s.subject`,
  sql`s.name`,
  sql`s.email`,
  sql`array_to_json(s.roles)`,
  sql`i.resource`,
  sql`i.keys`,
  sql`'[]'`,
  sql`i.reason`,
  sql`i.request_id`,
  sql`host(i.address)`,
  sql`s.user_agent`,
  sql`null`,
  sql`null`,
  sql`0`,
  sql`0`,
  sealedBy("i"),
  sql`null::uuid`,
  sql`null::uuid`,
];

/** The first checkpoint whose snapshot saw the row's transaction. */
export function sealedBy(alias: Source): Fragment {
  const xid = sql.ref(`${alias}.xid`);
  return sql`(select k.number from purser.checkpoint as k
    where k.tree = ${sql.ref(`${alias}.tree`)} and pg_snapshot_xmax(k.snapshot) > ${xid} and pg_visible_in_snapshot(${xid}, k.snapshot)
    order by pg_snapshot_xmax(k.snapshot), k.number limit 1)`;
}

/** Neither an operation nor a refusal followed, though there was time for one: the server died, or its network. */
export const isAbandoned: Fragment = sql`i.at < clock_timestamp() - interval '1 minute'
  and not exists (select from purser.operation as b where b.id = i.id)
  and not exists (select from purser.event_act as r where r.operation_id = i.id)`;

export const entryWidth = eventColumns.length;

const keysSchema = z.array(z.array(z.string().nullable()));
const namesSchema = z.array(z.string());

/**
 * One line of the log as a reader with these grants may see it: keys and fields of what they may not read are left
 * out, and so is the reason, which was written about them. `isInReach` is what `entryInReach` says of it.
 */
export function readEntry(row: TextRow, grants: Grants, isInReach = true): AuditEntry {
  const [
    type,
    id,
    at,
    kind,
    authority,
    subject,
    name,
    email,
    roles,
    resource,
    keys,
    fields,
    ...rest
  ] = row;
  const [reason, requestId, address, userAgent, outcome, code, direct, cascade, ...standing] = rest;
  const [checkpoint, undoes, undoneBy] = standing;
  const grant = resource && isInReach ? grants.get(resource) : undefined;
  const isReadable = grant !== undefined || resource === null;
  const readable = new Set(grant?.readable.map((field) => field.name));
  return {
    id: id ?? "",
    type: type === "operation" ? "operation" : "event",
    kind: kind ?? "",
    at: at ?? "",
    actor: { subject: subject ?? null, name: name ?? "unknown", email: email ?? null },
    authority:
      authority === "session" || authority === "mandate" || authority === "system"
        ? authority
        : "none",
    roles: namesSchema.parse(JSON.parse(roles ?? "[]")),
    resource: isReadable ? (resource ?? null) : null,
    keys: grant && grant.key.length > 0 && isOfRecords(kind) ? readKeys(grant, keys ?? "[]") : [],
    fields: namesSchema.parse(JSON.parse(fields ?? "[]")).filter((field) => readable.has(field)),
    reason: isReadable ? (reason ?? null) : null,
    requestId: requestId ?? null,
    address: address ?? null,
    userAgent: userAgent ?? null,
    outcome: outcome === "done" || outcome === "refused" ? outcome : null,
    code: code ?? null,
    sealed: checkpoint ? { checkpoint: Number(checkpoint) } : null,
    undoes: undoes ?? null,
    undoneBy: undoneBy ?? null,
    changes: { direct: isReadable ? Number(direct) : 0, cascade: Number(cascade) },
  };
}

/** Of what is done with a saved view, the key is the view's and not a record's. */
function isOfRecords(kind: string | null | undefined): boolean {
  return kind !== null && kind !== undefined && !kind.startsWith("view.");
}

function readKeys(grant: Grant, json: string): readonly string[] {
  return keysSchema.parse(JSON.parse(json)).map((key) =>
    keyTextOf(
      grant,
      key.map((part) => part ?? ""),
    ),
  );
}
