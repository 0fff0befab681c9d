-- What Purser itself notices: gaps in capture, and another policy than the last. Several processes notice the same
-- thing; under a lock, the ledger tells what is news.

create index event_alert on purser.event_act ((details ->> 'table'), at desc) where kind in ('alert.coverage', 'alert.coverageRestored');

create function purser.record_coverage(p_seen_at timestamptz, p_findings jsonb, p_policy text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('purser.record_coverage'));
  insert into purser.event (id, is_read, kind, resource, details, policy)
  select gen_random_uuid(), false,
    case when f.reason is null then 'alert.coverageRestored' else 'alert.coverage' end, f.resource,
    jsonb_strip_nulls(jsonb_build_object('table', f."table", 'reason', f.reason)), p_policy
  from jsonb_to_recordset(p_findings) as f ("table" text, resource text, reason text)
  left join lateral (
    select e.at, e.details ->> 'reason' as reason
    from purser.event_act e
    where e.kind in ('alert.coverage', 'alert.coverageRestored') and e.details ->> 'table' = f."table"
    order by e.at desc limit 1
  ) last on true
  -- A table that is well has no reason, like one that nothing was ever said about. And who looked before the last
  -- alert knows less than it.
  where f.reason is distinct from last.reason and (last.at is null or last.at < p_seen_at);
end
$$;
comment on function purser.record_coverage(timestamptz, jsonb, text) is
  'Records which tables are no longer armed, and which are again: a finding is {table, resource, reason}, without a reason where all is well. What the last alert about a table said is not repeated.';

create table purser.policy (
  number bigint generated always as identity constraint policy_pk primary key,
  digest text not null,
  document json not null,
  at timestamptz not null default clock_timestamp(),
  xid xid8 not null default pg_current_xact_id(),
  constraint policy_digest_is_of_document check (digest = encode(sha256(convert_to(document::text, 'UTF8')), 'hex'))
);
comment on table purser.policy is 'Who might do what, from then on until the next row: the rules that the digest in every line of the log stands for.';
comment on column purser.policy.document is 'Roles, resources and what else decides, in the very bytes that the digest is of.';
call purser.make_append_only('purser.policy');

create function purser.record_policy(p_digest text, p_document json, p_event_id uuid, p_details jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('purser.policy'));
  if p_digest = (select p.digest from purser.policy p order by p.number desc limit 1) then
    return false;
  end if;
  insert into purser.policy (digest, document) values (p_digest, p_document);
  insert into purser.event (id, is_read, kind, details, policy) values (p_event_id, false, 'policy.change', p_details, p_digest);
  return true;
end
$$;
comment on function purser.record_policy(text, json, uuid, jsonb) is
  'Records that another policy is in force than the last; false where it is the same.';

create index change_out_of_band on purser.change (at, id) where operation_id is null;

-- A change that somebody made beside Purser has no operation: it is a line of the log by itself, under an id made of its
-- own (version 8 of RFC 9562, whose bits are free to use).
create view purser.out_of_band as
  select ('00000000-0000-8000-8000-' || lpad(to_hex(c.id), 12, '0'))::uuid as id, c.id as change_id, c.at, c.xid, c.tree,
    c.login::text as login, c.table_schema, c.table_name, jsonb_build_array(c.key) as keys
  from purser.change c
  where c.operation_id is null;
comment on view purser.out_of_band is 'What others wrote, in tables whose config says `recordOthers`, in the shape of an entry of the log.';

revoke all on all functions in schema purser from public;
revoke all on all procedures in schema purser from public;
