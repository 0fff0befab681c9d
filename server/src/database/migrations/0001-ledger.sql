-- The ledger: who may act (sessions, mandates), what was done (operations, outcomes, changes) and what
-- happened without changing a row (events). Everything belongs to purser_owner, a role nobody can log in as;
-- Purser's login may execute the functions below and read what it must show, and can write nothing directly.
--
-- Every function that runs with its owner's rights pins search_path, so that no caller's schema can stand in
-- for an operator or a function. Capture functions name everything in full instead: they run once per row,
-- and setting a parameter on each call is what would cost most.

comment on schema purser is 'Purser''s audit log and sessions. Append-only; see the reference on the audit log.';

create table purser.migration (
  name text constraint migration_pk primary key,
  at timestamptz not null default now()
);
comment on table purser.migration is 'Which of Purser''s own migrations have run here.';

-- ── Append-only ─────────────────────────────────────────────────────────────────────────────────────────

create function purser.refuse_rewrite() returns trigger
language plpgsql as $$
begin
  raise exception 'the audit log is append-only: % on %.% is refused', tg_op, tg_table_schema, tg_table_name
    using errcode = 'PU003';
end
$$;
comment on function purser.refuse_rewrite() is 'Raises: rows of the log are neither changed nor removed, whoever asks.';

create function purser.refuse_truncate() returns trigger
language plpgsql as $$
begin
  raise exception 'truncate of %.% is refused: it would leave no record of the rows', tg_table_schema, tg_table_name
    using errcode = 'PU003';
end
$$;
comment on function purser.refuse_truncate() is 'Raises: TRUNCATE fires no row trigger, so nothing could be captured.';

create procedure purser.make_append_only(p_table regclass)
language plpgsql as $$
begin
  execute format(
    'create trigger append_only before update or delete on %s for each row execute function purser.refuse_rewrite()', p_table);
  execute format(
    'create trigger append_only_truncate before truncate on %s for each statement execute function purser.refuse_rewrite()', p_table);
  execute format('alter table %s enable always trigger append_only', p_table);
  execute format('alter table %s enable always trigger append_only_truncate', p_table);
end
$$;
comment on procedure purser.make_append_only(regclass) is 'Attaches the raising triggers, also in force under session_replication_role = replica.';

-- ── Authority: sessions and mandates ────────────────────────────────────────────────────────────────────

create table purser.session (
  id uuid constraint session_pk primary key,
  secret_hash bytea not null constraint session_secret_hash_key unique
    constraint session_secret_hash_length check (octet_length(secret_hash) = 32),
  issuer text not null,
  subject text not null,
  name text not null,
  email text,
  roles text[] not null,
  claims jsonb not null,
  idle interval not null,
  expires_at timestamptz not null,
  at timestamptz not null default clock_timestamp(),
  xid xid8 not null default pg_current_xact_id(),
  address inet,
  user_agent text,
  second_factor text constraint session_second_factor check (second_factor in ('provider', 'passkey')),
  authenticated_at timestamptz,
  provider_session text,
  continues uuid constraint session_continues references purser.session (id)
);
comment on table purser.session is 'A sign-in: who, with which roles, from where. Never changed; a change of roles is a new session.';
comment on column purser.session.secret_hash is
  'sha256 of sha256 of the cookie. The server sends the inner hash, so neither a log of bind parameters nor this column opens a session.';
comment on column purser.session.second_factor is 'Who proved more than one factor. Null: nobody did, and the session opens nothing.';
comment on column purser.session.authenticated_at is 'When the person last proved who they are; null where the provider does not say, and then it is long ago.';
comment on column purser.session.provider_session is 'What the identity provider calls its own session, by which it ends this one.';
comment on column purser.session.continues is 'The session before, of the same sign-in, which ended as this one rose above it.';
create index session_person on purser.session (issuer, subject);

create table purser.session_activity (
  session_id uuid constraint session_activity_pk primary key
    constraint session_activity_session references purser.session (id),
  seen_at timestamptz not null
) with (fillfactor = 50);
comment on table purser.session_activity is 'When a session was last used, to within half a minute. Not part of the log.';

create table purser.session_end (
  session_id uuid constraint session_end_pk primary key
    constraint session_end_session references purser.session (id),
  at timestamptz not null default clock_timestamp(),
  xid xid8 not null default pg_current_xact_id(),
  reason text not null
);
comment on table purser.session_end is 'Ending a session is a row of its own, so that it waits for no transaction that the session has open.';

create table purser.mandate (
  id uuid constraint mandate_pk primary key,
  secret_hash bytea not null constraint mandate_secret_hash_key unique,
  issued_by uuid not null constraint mandate_session references purser.session (id),
  kind text not null,
  plan_digest bytea not null,
  expires_at timestamptz not null,
  at timestamptz not null default clock_timestamp(),
  xid xid8 not null default pg_current_xact_id()
);
comment on table purser.mandate is 'Permission to carry out one frozen plan later and without its author: jobs, approvals, scheduled changes.';

create table purser.mandate_end (
  mandate_id uuid constraint mandate_end_pk primary key
    constraint mandate_end_mandate references purser.mandate (id),
  at timestamptz not null default clock_timestamp(),
  xid xid8 not null default pg_current_xact_id(),
  reason text not null
);
comment on table purser.mandate_end is 'A mandate that was used up or revoked.';

-- ── The log, in months ──────────────────────────────────────────────────────────────────────────────────
-- No foreign keys between these tables: the functions below are the only writers, and a key check per row
-- would lock the session's row on every read.

create table purser.operation (
  id uuid not null,
  at timestamptz not null,
  xid xid8 not null,
  authority text not null constraint operation_authority check (authority in ('session', 'mandate', 'system')),
  session_id uuid,
  mandate_id uuid,
  kind text not null,
  resource text,
  target_schema text not null,
  target_table text not null,
  keys jsonb not null,
  reason text,
  request_id text,
  address inet,
  policy text not null,
  login name not null default session_user,
  undoes uuid,
  constraint operation_pk primary key (id, at),
  constraint operation_one_per_transaction unique (xid, at),
  constraint operation_authority_given check (
    (authority = 'session') = (session_id is not null) and (authority = 'mandate') = (mandate_id is not null))
) partition by range (at);
comment on table purser.operation is 'One act that may change rows, written in the transaction that changes them.';
comment on column purser.operation.at is 'Start of the transaction: with xid it is the key that capture looks up.';
comment on column purser.operation.target_table is 'The table it was aimed at: changes elsewhere are consequences.';
comment on column purser.operation.keys is 'Keys of the records it was aimed at: an array of arrays of text.';
comment on column purser.operation.policy is 'Digest of the configuration in force.';
comment on column purser.operation.undoes is 'The operation whose changes this one took back.';

create table purser.outcome (
  operation_id uuid not null,
  at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  direct integer not null,
  cascade integer not null,
  constraint outcome_pk primary key (operation_id, at)
) partition by range (at);
comment on table purser.outcome is 'What an operation came to: how many rows it changed, and how many followed from that.';

create table purser.intent (
  id uuid not null,
  at timestamptz not null default clock_timestamp(),
  xid xid8 not null default pg_current_xact_id(),
  session_id uuid not null,
  kind text not null,
  resource text,
  keys jsonb not null,
  reason text,
  request_id text,
  address inet,
  policy text not null,
  constraint intent_pk primary key (id, at)
) partition by range (at);
comment on table purser.intent is
  'Committed before an operation of the same id begins. With neither an operation nor a refusal, nobody knows what came of it.';

create table purser.change (
  id bigint generated always as identity,
  at timestamptz not null default clock_timestamp(),
  xid xid8 not null default pg_current_xact_id(),
  operation_id uuid,
  login name not null default session_user,
  relation oid not null,
  table_schema text not null,
  table_name text not null,
  verb text not null constraint change_verb check (verb in ('insert', 'update', 'delete')),
  key jsonb not null,
  key_after jsonb,
  before json,
  after json,
  constraint change_pk primary key (id, at),
  constraint change_key_is_a_list check (jsonb_typeof(key) = 'array'),
  constraint change_sides check ((verb = 'insert') = (before is null) and (verb = 'delete') = (after is null))
) partition by range (at);
comment on table purser.change is 'One row''s before and after.';
comment on column purser.change.operation_id is
  'Null of a write that somebody else made beside Purser, in a table that records those too: login says who.';
comment on column purser.change.relation is 'The table or partition that held the row; table_schema and table_name are those of the root.';
comment on column purser.change.key is 'Primary key as an array of text: before the change, or of an insert after it.';
comment on column purser.change.key_after is 'The new key, where an update changed it.';
comment on column purser.change.before is 'Every column''s text output under the login''s fixed settings, as a JSON object in column order.';
create index change_record on purser.change (table_schema, table_name, key);
create index change_record_after on purser.change (table_schema, table_name, key_after) where key_after is not null;
create index change_operation on purser.change (operation_id);
create index change_transaction on purser.change (xid);

create table purser.event (
  id uuid not null,
  at timestamptz not null default clock_timestamp(),
  xid xid8 not null default pg_current_xact_id(),
  is_read boolean not null,
  kind text not null,
  code text,
  session_id uuid,
  actor jsonb,
  operation_id uuid,
  resource text,
  keys jsonb not null default '[]',
  fields text[] not null default '{}',
  details jsonb,
  request_id text,
  address inet,
  policy text,
  constraint event_pk primary key (id, at, is_read)
) partition by list (is_read);
comment on table purser.event is 'Something that changed no row: a read, a sign-in, a refusal.';
comment on column purser.event.is_read is 'Reads are kept apart: they are many, and may be kept for less long.';
comment on column purser.event.code is 'Of a refusal: the problem''s code. Null where it was done.';
comment on column purser.event.actor is 'Who it was, where there is no session to tell.';
comment on column purser.event.operation_id is 'Of a refusal: the intent that came to nothing.';

create table purser.event_read partition of purser.event for values in (true) partition by range (at);
create table purser.event_act partition of purser.event for values in (false) partition by range (at);
comment on table purser.event_read is 'What was shown to whom.';
comment on table purser.event_act is 'Sign-ins, refusals, alerts.';

create index event_session on purser.event (session_id, at);
create index event_resource on purser.event (resource, at);
create index event_at on purser.event (at);
create index operation_session on purser.operation (session_id, at);
create index operation_resource on purser.operation (resource, at);
create index operation_at on purser.operation (at);
create index operation_undoes on purser.operation (undoes) where undoes is not null;
create index event_operation on purser.event_act (operation_id) where operation_id is not null;

-- Sealing asks each table for the transactions that it has not sealed yet.
create index session_transaction on purser.session (xid);
create index session_end_transaction on purser.session_end (xid);
create index mandate_transaction on purser.mandate (xid);
create index mandate_end_transaction on purser.mandate_end (xid);
create index outcome_transaction on purser.outcome (xid);
create index intent_transaction on purser.intent (xid);
create index event_transaction on purser.event (xid);

create table purser.stranger_refusal (
  network cidr not null,
  minute timestamptz not null,
  code text not null,
  count bigint not null,
  constraint stranger_refusal_pk primary key (network, minute, code)
);
comment on table purser.stranger_refusal is
  'Refusals to people without a session, counted per network (/24, /64) and minute, so that nobody can fill the disk.';

create table purser.idempotency (
  issuer text not null,
  subject text not null,
  key text not null,
  input_digest bytea not null,
  operation_id uuid not null,
  at timestamptz not null default clock_timestamp(),
  constraint idempotency_pk primary key (issuer, subject, key)
);
comment on table purser.idempotency is 'Which operation a person''s idempotency key stands for, and a keyed digest of what was asked.';

-- ── Saved views: the one table of Purser's own that people write, armed like the application's ──────────

create table purser.saved_view (
  id uuid constraint saved_view_pk primary key,
  resource text not null,
  issuer text not null,
  subject text not null,
  owner_name text not null,
  name text not null constraint saved_view_name_length check (char_length(name) between 1 and 100),
  shared boolean not null,
  state jsonb not null,
  constraint saved_view_name unique (issuer, subject, resource, name)
);
comment on table purser.saved_view is 'A grid''s filters, sort and columns under a name, own or shared.';
create index saved_view_resource on purser.saved_view (resource);

-- ── Months ──────────────────────────────────────────────────────────────────────────────────────────────

create function purser.ensure_months(p_ahead integer default 2) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_parent text;
  v_start timestamptz;
  v_name text;
begin
  perform pg_advisory_xact_lock(hashtext('purser.ensure_months'));
  foreach v_parent in array array['operation', 'outcome', 'intent', 'change', 'event_read', 'event_act'] loop
    for i in 0 .. least(p_ahead, 12) loop
      v_start := date_trunc('month', now(), 'UTC') + make_interval(months => i);
      v_name := format('%s_%s', v_parent, to_char(v_start at time zone 'UTC', 'YYYY_MM'));
      if to_regclass(format('purser.%I', v_name)) is null then
        execute format('create table purser.%I partition of purser.%I for values from (%L) to (%L)',
          v_name, v_parent, v_start, (v_start at time zone 'UTC' + interval '1 month') at time zone 'UTC');
        execute format('create trigger append_only_truncate before truncate on purser.%I '
          'for each statement execute function purser.refuse_rewrite()', v_name);
        execute format('alter table purser.%I enable always trigger append_only_truncate', v_name);
      end if;
    end loop;
  end loop;
end
$$;
comment on function purser.ensure_months(integer) is
  'Makes the partitions of this month and the months ahead. Without its partition a row cannot be recorded, and so nothing can be done.';

call purser.make_append_only('purser.session');
call purser.make_append_only('purser.session_end');
call purser.make_append_only('purser.mandate');
call purser.make_append_only('purser.mandate_end');
call purser.make_append_only('purser.operation');
call purser.make_append_only('purser.outcome');
call purser.make_append_only('purser.intent');
call purser.make_append_only('purser.change');
call purser.make_append_only('purser.event');
select purser.ensure_months();

-- ── Sessions ────────────────────────────────────────────────────────────────────────────────────────────

create function purser.session_of(p_secret bytea) returns purser.session
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_session purser.session;
begin
  select s.* into v_session
  from purser.session s
  join purser.session_activity a on a.session_id = s.id
  where s.secret_hash = sha256(p_secret)
    and clock_timestamp() < s.expires_at
    and clock_timestamp() < a.seen_at + s.idle
    and not exists (select from purser.session_end e where e.session_id = s.id);
  if v_session.id is null then
    raise exception 'the session is unknown, ended or expired' using errcode = 'PU001';
  end if;
  return v_session;
end
$$;
comment on function purser.session_of(bytea) is
  'The session whose secret this is (sha256 of the cookie), also with a single factor; raises PU001 when there is none that lives.';

create function purser.live_session(p_secret bytea) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_session purser.session := purser.session_of(p_secret);
begin
  if v_session.second_factor is null then
    raise exception 'the session lacks a second factor' using errcode = 'PU008';
  end if;
  return v_session.id;
end
$$;
comment on function purser.live_session(bytea) is
  'The session whose secret this is; raises PU001 when there is none that lives, PU008 when it has but one factor.';

create function purser.make_room(p_issuer text, p_subject text, p_entrant boolean, p_most integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- One at a time for each person, so that two at once do not both find room.
  perform pg_advisory_xact_lock(hashtextextended(format('%s %s', p_issuer, p_subject), 0));
  insert into purser.session_end (session_id, reason)
  select s.id, 'too many'
  from purser.session s
  join purser.session_activity a on a.session_id = s.id
  where s.issuer = p_issuer and s.subject = p_subject and (s.second_factor is null) = p_entrant
    and clock_timestamp() < s.expires_at
    and clock_timestamp() < a.seen_at + s.idle
    and not exists (select from purser.session_end e where e.session_id = s.id)
  order by a.seen_at desc, s.id desc
  offset greatest(p_most, 1) - 1
  on conflict on constraint session_end_pk do nothing;
end
$$;
comment on function purser.make_room(text, text, boolean, integer) is
  'Ends the sessions used longest ago of somebody who is about to have another. Those with one factor are counted apart: whoever has no more than that must not end the others.';

create function purser.open_session(
  p_id uuid, p_secret bytea, p_issuer text, p_subject text, p_name text, p_email text, p_roles text[],
  p_claims jsonb, p_idle interval, p_lifetime interval, p_address inet, p_user_agent text,
  p_event_id uuid, p_request_id text, p_policy text, p_second_factor text default null,
  p_authenticated_at timestamptz default null, p_provider_session text default null, p_evidence jsonb default null,
  p_most integer default 3
) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform purser.make_room(p_issuer, p_subject, p_second_factor is null, p_most);
  insert into purser.session (id, secret_hash, issuer, subject, name, email, roles, claims, idle, expires_at, address, user_agent,
    second_factor, authenticated_at, provider_session)
  values (p_id, sha256(p_secret), p_issuer, p_subject, p_name, p_email, p_roles, p_claims, p_idle,
    clock_timestamp() + p_lifetime, p_address, p_user_agent, p_second_factor, p_authenticated_at, p_provider_session);
  insert into purser.session_activity (session_id, seen_at) values (p_id, clock_timestamp());
  insert into purser.event (id, is_read, kind, session_id, details, request_id, address, policy)
  values (p_event_id, false, 'session.signIn', p_id, p_evidence, p_request_id, p_address, p_policy);
end
$$;
comment on function purser.open_session is
  'Records a sign-in and the session it begins; of the person''s others, those used longest ago end where they would be more than p_most.';

create function purser.find_session(p_secret bytea, p_active boolean) returns table (
  id uuid, issuer text, subject text, name text, email text, roles text[], claims jsonb, idle_seconds integer, expires_at timestamptz,
  second_factor text, authenticated_at double precision
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_session purser.session := purser.session_of(p_secret);
begin
  if p_active then
    update purser.session_activity a set seen_at = clock_timestamp()
    where a.session_id = v_session.id and a.seen_at < clock_timestamp() - interval '25 seconds';
  end if;
  return query select v_session.id, v_session.issuer, v_session.subject, v_session.name, v_session.email, v_session.roles,
    v_session.claims, extract(epoch from v_session.idle)::integer, v_session.expires_at, v_session.second_factor,
    extract(epoch from v_session.authenticated_at)::double precision;
end
$$;
comment on function purser.find_session(bytea, boolean) is
  'Who a session''s secret stands for, also with a single factor, marked as used where the person is; raises PU001 when it does not live.';

create function purser.raise_session(
  p_secret bytea, p_id uuid, p_new_secret bytea, p_evidence jsonb, p_event_id uuid, p_request_id text, p_address inet, p_policy text,
  p_most integer default 3
) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_session purser.session := purser.session_of(p_secret);
begin
  if v_session.second_factor is null then
    perform purser.make_room(v_session.issuer, v_session.subject, false, p_most);
  end if;
  insert into purser.session_end (session_id, reason) values (v_session.id, 'raised')
  on conflict on constraint session_end_pk do nothing;
  if not found then
    raise exception 'the session ended meanwhile' using errcode = 'PU001';
  end if;
  insert into purser.session (id, secret_hash, issuer, subject, name, email, roles, claims, idle, expires_at, address, user_agent,
    second_factor, authenticated_at, provider_session, continues)
  select p_id, sha256(p_new_secret), v_session.issuer, v_session.subject, v_session.name, v_session.email, v_session.roles,
    v_session.claims, v_session.idle, v_session.expires_at, p_address, v_session.user_agent,
    coalesce(v_session.second_factor, 'passkey'), clock_timestamp(), v_session.provider_session, v_session.id;
  insert into purser.session_activity (session_id, seen_at) values (p_id, clock_timestamp());
  update purser.session_check set session_id = p_id where session_id = v_session.id;
  insert into purser.event (id, is_read, kind, session_id, details, request_id, address, policy)
  values (p_event_id, false, 'session.raise', p_id, p_evidence, p_request_id, p_address, p_policy);
end
$$;
comment on function purser.raise_session is
  'Puts a session in the place of another after a passkey was used: with another secret, the same end, and a proof of this moment.';

create function purser.close_session(
  p_secret bytea, p_reason text, p_event_id uuid, p_request_id text, p_address inet, p_policy text
) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_session uuid := (purser.session_of(p_secret)).id;
begin
  insert into purser.session_end (session_id, reason) values (v_session, p_reason)
  on conflict on constraint session_end_pk do nothing;
  insert into purser.event (id, is_read, kind, session_id, details, request_id, address, policy)
  values (p_event_id, false, 'session.signOut', v_session, jsonb_build_object('reason', p_reason), p_request_id, p_address, p_policy);
end
$$;
comment on function purser.close_session is 'Ends the caller''s own session and records that.';

-- ── Events ──────────────────────────────────────────────────────────────────────────────────────────────

create function purser.record_read(
  p_secret bytea, p_id uuid, p_kind text, p_resource text, p_keys jsonb, p_fields text[], p_details jsonb,
  p_request_id text, p_address inet, p_policy text
) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_session uuid := purser.live_session(p_secret);
begin
  -- A crash of PostgreSQL can lose the last half second of reads; their transactions wrote nothing else.
  perform set_config('synchronous_commit', 'off', true);
  insert into purser.event (id, is_read, kind, session_id, resource, keys, fields, details, request_id, address, policy)
  values (p_id, true, p_kind, v_session, p_resource, coalesce(p_keys, '[]'), p_fields, p_details, p_request_id, p_address, p_policy);
  return p_id;
end
$$;
comment on function purser.record_read is
  'Checks the session and records what it is shown, in the statement that reads it: no record, no rows.';

create function purser.record_refusal(
  p_secret bytea, p_id uuid, p_kind text, p_code text, p_actor jsonb, p_resource text, p_keys jsonb, p_details jsonb,
  p_request_id text, p_address inet, p_policy text, p_operation_id uuid default null
) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_session uuid;
begin
  -- Without a code an event is of something that was done; such are told by the functions that do it.
  if p_code is null then
    raise exception 'a refusal has a code' using errcode = 'null_value_not_allowed';
  end if;
  select s.id into v_session from purser.session s where s.secret_hash = sha256(p_secret);
  insert into purser.event (id, is_read, kind, code, session_id, actor, operation_id, resource, keys, details, request_id,
    address, policy)
  values (p_id, false, p_kind, p_code, v_session, p_actor, p_operation_id, p_resource, coalesce(p_keys, '[]'), p_details,
    p_request_id, p_address, p_policy);
  if v_session is not null and p_code in ('reveal_limit', 'lookup_limit') then
    perform purser.alert_limit(v_session, p_code, p_policy);
  end if;
end
$$;
comment on function purser.record_refusal is
  'Records what somebody was refused. The session may have ended, which can be the reason of the refusal.';

create function purser.count_stranger_refusal(p_address inet, p_code text) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into purser.stranger_refusal (network, minute, code, count)
  values (network(set_masklen(coalesce(p_address, '0.0.0.0'), case family(coalesce(p_address, '0.0.0.0')) when 4 then 24 else 64 end)),
    date_trunc('minute', clock_timestamp()), p_code, 1)
  on conflict on constraint stranger_refusal_pk do update set count = stranger_refusal.count + 1
$$;
comment on function purser.count_stranger_refusal(inet, text) is 'Counts a refusal to somebody without a session.';

create function purser.record_intent(
  p_secret bytea, p_id uuid, p_kind text, p_resource text, p_keys jsonb, p_reason text, p_request_id text, p_address inet,
  p_policy text
) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_session uuid := purser.live_session(p_secret);
begin
  -- Not waited for: it is for the case that the server dies, and PostgreSQL keeps it then.
  perform set_config('synchronous_commit', 'off', true);
  insert into purser.intent (id, session_id, kind, resource, keys, reason, request_id, address, policy)
  values (p_id, v_session, p_kind, p_resource, p_keys, p_reason, p_request_id, p_address, p_policy);
end
$$;
comment on function purser.record_intent is 'Says what is about to be tried, in a transaction of its own.';

-- ── Operations ──────────────────────────────────────────────────────────────────────────────────────────

create function purser.begin_operation(
  p_id uuid, p_authority text, p_proof bytea, p_kind text, p_resource text, p_target_schema text, p_target_table text,
  p_keys jsonb, p_reason text, p_request_id text, p_address inet, p_policy text, p_undoes uuid default null
) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_session uuid;
  v_mandate uuid;
begin
  case p_authority
    when 'session' then
      v_session := purser.live_session(p_proof);
    when 'mandate' then
      select m.id into v_mandate
      from purser.mandate m
      where m.secret_hash = sha256(p_proof)
        and m.kind = p_kind
        and clock_timestamp() < m.expires_at
        and not exists (select from purser.mandate_end e where e.mandate_id = m.id);
      if v_mandate is null then
        raise exception 'the mandate is unknown, revoked or expired' using errcode = 'PU001';
      end if;
    when 'system' then
      -- Purser's own upkeep, run by whoever owns the ledger; never open to the login that serves people.
      if not pg_has_role(session_user, 'purser_owner', 'member') then
        raise exception 'system operations are not for %', session_user using errcode = '42501';
      end if;
  end case;
  -- A backend keeps its row counts for up to a second after a transaction; those of this one must not be there when
  -- the next one compares.
  perform pg_stat_force_next_flush();
  insert into purser.operation (id, at, xid, authority, session_id, mandate_id, kind, resource, target_schema, target_table,
    keys, reason, request_id, address, policy, undoes)
  values (p_id, now(), pg_current_xact_id(), p_authority, v_session, v_mandate, p_kind, p_resource, p_target_schema,
    p_target_table, p_keys, p_reason, p_request_id, p_address, p_policy, p_undoes);
end
$$;
comment on function purser.begin_operation is
  'Opens the one operation of this transaction. Without it, capture refuses every change that Purser''s login makes.';

create function purser.find_idempotency_key(p_secret bytea, p_key text, p_input_digest bytea)
returns table (operation_id uuid, same_input boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_session uuid := purser.live_session(p_secret);
begin
  return query
    select i.operation_id, i.input_digest = p_input_digest
    from purser.idempotency i join purser.session s on s.issuer = i.issuer and s.subject = i.subject
    where s.id = v_session and i.key = p_key;
end
$$;
comment on function purser.find_idempotency_key is 'Which operation a person''s idempotency key stands for already, if any.';

create function purser.claim_idempotency_key(p_secret bytea, p_key text, p_input_digest bytea, p_operation_id uuid)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_session uuid := purser.live_session(p_secret);
begin
  -- A second request with the key waits here for the first one's transaction, and then has come too late.
  insert into purser.idempotency (issuer, subject, key, input_digest, operation_id)
  select s.issuer, s.subject, p_key, p_input_digest, p_operation_id from purser.session s where s.id = v_session
  on conflict on constraint idempotency_pk do nothing;
  return found;
end
$$;
comment on function purser.claim_idempotency_key is 'Takes a person''s idempotency key for this operation; false where another has it.';

create function purser.rows_written() returns table (relation oid, is_capture boolean, count bigint)
language sql stable as $$
  select w.relation, w.is_capture, case when w.is_capture then w.inserted else w.inserted + w.updated + w.deleted end
  from (
    select t.typrelid as relation, t.typnamespace = 'purser'::regnamespace and t.typname <> 'saved_view' as is_capture,
      pg_stat_get_xact_tuples_inserted(t.typrelid) as inserted, pg_stat_get_xact_tuples_updated(t.typrelid) as updated,
      pg_stat_get_xact_tuples_deleted(t.typrelid) as deleted
    -- Every table has a row type there, and to look through these takes half as long as through pg_class. PostgreSQL's
    -- own have lower numbers (PostgreSQL manual, System Catalog Initial Data, OID Assignment).
    from pg_type t
    where t.typtype = 'c' and t.oid >= 16384 and t.typnamespace <> pg_my_temp_schema()
      and (t.typnamespace <> 'purser'::regnamespace or t.typname = 'saved_view' or t.typname like 'change\_%')
    -- To ask for a count takes longest: no count twice.
    offset 0
  ) w
  where w.inserted + w.updated + w.deleted > 0
$$;
comment on function purser.rows_written() is
  'What PostgreSQL counts of this transaction: rows that capture recorded (is_capture), and rows that it should have, with those that an exception block took back.';

create function purser.close_operation(p_id uuid)
returns table (table_schema text, table_name text, verb text, count integer)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_target_schema text;
  v_target_table text;
  v_keys jsonb;
  v_direct bigint;
  v_kept bigint;
  v_captured bigint;
  v_written bigint;
begin
  select o.target_schema, o.target_table, o.keys into strict v_target_schema, v_target_table, v_keys
  from purser.operation o
  where o.id = p_id and o.at = now() and o.xid = pg_current_xact_id();

  -- The upper bound spares the partitions to come; a day is more than a transaction may take.
  select count(*), count(*) filter (where g.table_schema = v_target_schema and g.table_name = v_target_table
      and (v_keys = '[]' or g.key in (select jsonb_array_elements(v_keys))))
  into v_kept, v_direct
  from purser.change g
  where g.xid = pg_current_xact_id() and g.at >= now() and g.at < now() + interval '1 day';

  -- Each row that is written is a row captured. Both counts hold what an exception block took back; both hold nothing
  -- where PostgreSQL is told not to count.
  select coalesce(sum(w.count) filter (where w.is_capture), 0), coalesce(sum(w.count) filter (where not w.is_capture), 0)
  into v_captured, v_written
  from purser.rows_written() w;
  if v_written <> v_captured or v_captured < v_kept then
    raise exception 'a write to % was not captured', coalesce(
      (select string_agg(w.relation::regclass::text, ', ') from purser.rows_written() w
        where not w.is_capture and not exists (
          select from pg_trigger t where t.tgrelid = w.relation and t.tgname = 'purser_capture' and t.tgenabled = 'A')),
      'some table') using errcode = 'PU002';
  end if;

  insert into purser.outcome (operation_id, at, direct, cascade) values (p_id, now(), v_direct, v_kept - v_direct);
  if v_kept > v_direct then
    return query
      select g.table_schema, g.table_name, g.verb, count(*)::integer
      from purser.change g
      where g.xid = pg_current_xact_id() and g.at >= now() and g.at < now() + interval '1 day'
        and not (g.table_schema = v_target_schema and g.table_name = v_target_table
          and (v_keys = '[]' or g.key in (select jsonb_array_elements(v_keys))))
      group by 1, 2, 3
      order by 1, 2, 3;
  end if;
end
$$;
comment on function purser.close_operation(uuid) is
  'Compares what PostgreSQL wrote with what was captured (PU002 when something escaped), records the outcome and returns what followed from what was asked for.';

-- With its caller's rights and search_path: the application's deferred triggers run here, and are not to be the ledger's owner.
create function purser.end_operation(p_id uuid)
returns table (table_schema text, table_name text, verb text, count integer)
language plpgsql as $$
begin
  -- What was deferred to the commit happens now, where it can still be compared and recorded.
  set constraints all immediate;
  return query select * from purser.close_operation(p_id);
end
$$;
comment on function purser.end_operation(uuid) is 'Runs what was deferred to the commit, then closes the operation.';

revoke all on all functions in schema purser from public;
revoke all on all procedures in schema purser from public;
