-- How sessions end before their time: by the person, an administrator, the identity provider's word, or its silence.
-- What the provider has to be asked with is sealed by the server and is no part of the log; that a session ended, who
-- ended it and why, is.

create table purser.session_check (
  session_id uuid constraint session_check_pk primary key
    constraint session_check_session references purser.session (id),
  refresh_token bytea not null,
  claimed_at timestamptz not null default clock_timestamp(),
  answered_at timestamptz not null default clock_timestamp()
);
comment on table purser.session_check is 'Sessions that the identity provider is asked about now and then. Not part of the log.';
comment on column purser.session_check.refresh_token is 'Sealed with a key that the database does not have.';
comment on column purser.session_check.claimed_at is 'When a server took it upon itself to ask.';
comment on column purser.session_check.answered_at is 'When the provider last said that the person is still there.';

create function purser.is_live(p_session purser.session) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select clock_timestamp() < p_session.expires_at
    and not exists (select from purser.session_end e where e.session_id = p_session.id)
    and exists (
      select from purser.session_activity a
      where a.session_id = p_session.id and clock_timestamp() < a.seen_at + p_session.idle)
$$;
comment on function purser.is_live(purser.session) is 'Whether a session has neither ended nor expired, and was used lately.';

create function purser.keep_refresh_token(p_secret bytea, p_refresh_token bytea) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  -- Where the person signs in many times at once, it may have ended already.
  insert into purser.session_check (session_id, refresh_token)
  select s.id, p_refresh_token from purser.session s where s.secret_hash = sha256(p_secret) and purser.is_live(s)
$$;
comment on function purser.keep_refresh_token(bytea, bytea) is 'Has a new session looked after, with what the provider is asked with.';

create function purser.claim_session_checks(p_every interval, p_most integer)
returns table (session_id uuid, refresh_token bytea, roles text[], answered_at timestamptz)
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update purser.session_check c set claimed_at = clock_timestamp()
  from (
    select d.session_id, s.roles
    from purser.session_check d join purser.session s on s.id = d.session_id
    where d.claimed_at < clock_timestamp() - p_every and purser.is_live(s)
    order by d.claimed_at limit p_most for update of d skip locked
  ) due
  where c.session_id = due.session_id
  returning c.session_id, c.refresh_token, due.roles, c.answered_at
$$;
comment on function purser.claim_session_checks(interval, integer) is
  'Sessions that nobody has asked the provider about for so long, each given to one server alone; no transaction is held meanwhile.';

create function purser.finish_session_check(p_session uuid, p_refresh_token bytea) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  -- The session may have risen to another while the provider was asked.
  update purser.session_check c set refresh_token = p_refresh_token, answered_at = clock_timestamp()
  where c.session_id = p_session or c.session_id in (select s.id from purser.session s where s.continues = p_session)
$$;
comment on function purser.finish_session_check(uuid, bytea) is 'Notes that the person is still there, and what to ask with the next time.';

create function purser.forget_session_checks() returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  delete from purser.session_check c using purser.session s where s.id = c.session_id and not purser.is_live(s)
$$;
comment on function purser.forget_session_checks() is 'Forgets what sessions were asked about that have ended.';

create function purser.end_all(p_sessions uuid[], p_reason text) returns uuid[]
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_sessions uuid[] := p_sessions;
  v_ended uuid[] := '{}';
begin
  while v_sessions <> '{}' loop
    with ended as (
      insert into purser.session_end (session_id, reason)
      select s.id, p_reason from purser.session s where s.id = any(v_sessions) and purser.is_live(s)
      on conflict on constraint session_end_pk do nothing
      returning session_id
    )
    select v_ended || coalesce(array_agg(session_id), '{}') into v_ended from ended;
    -- One that rises at this moment ends by that, and goes on as another, which only a later statement sees.
    select coalesce(array_agg(s.id), '{}') into v_sessions from purser.session s where s.continues = any(v_sessions);
  end loop;
  delete from purser.session_check where session_id = any(v_ended);
  return v_ended;
end
$$;
comment on function purser.end_all(uuid[], text) is 'Ends these sessions and what they go on as; which of them lived.';

create function purser.end_session(p_session uuid, p_reason text, p_event_id uuid, p_policy text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_sessions uuid[] := purser.end_all(array[p_session], p_reason);
begin
  if v_sessions = '{}' then
    return false;
  end if;
  insert into purser.event (id, is_read, kind, details, policy)
  values (p_event_id, false, 'session.end', jsonb_build_object('sessions', to_jsonb(v_sessions), 'reason', p_reason), p_policy);
  return true;
end
$$;
comment on function purser.end_session is
  'Ends a session in nobody''s name, since the identity provider, the configuration or whoever runs Purser says so.';

create function purser.end_provider_sessions(
  p_issuer text, p_subject text, p_provider_session text, p_event_id uuid, p_request_id text, p_address inet, p_policy text
) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_sessions uuid[] := purser.end_all(array(
    select s.id
    from purser.session s
    where s.issuer = p_issuer and (p_subject is not null or p_provider_session is not null)
      and (p_subject is null or s.subject = p_subject)
      and (p_provider_session is null or s.provider_session = p_provider_session)
      -- Told also here, and by the moment the transaction began, which an index can be asked about.
      and s.expires_at > now()
      and purser.is_live(s)), 'ended by the provider');
begin
  insert into purser.event (id, is_read, kind, details, request_id, address, policy)
  values (p_event_id, false, 'session.end',
    jsonb_build_object('sessions', to_jsonb(v_sessions), 'reason', 'ended by the provider'), p_request_id, p_address, p_policy);
  return cardinality(v_sessions);
end
$$;
comment on function purser.end_provider_sessions is
  'Ends the sessions of a person, of one of the provider''s sessions, or where both are given of that person in it; how many there were.';

create function purser.revoke_sessions(
  p_secret bytea, p_session uuid, p_issuer text, p_subject text, p_reason text, p_event_id uuid, p_request_id text,
  p_address inet, p_policy text
) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_caller uuid := purser.live_session(p_secret);
  v_sessions uuid[] := purser.end_all(array(
    select s.id
    from purser.session s
    where (p_session is null or s.id = p_session)
      and (p_subject is null or (s.issuer = p_issuer and s.subject = p_subject))
      -- Whoever ends many goes on with the one at hand.
      and (p_session is not null or s.id <> v_caller)
      -- Told also here, and by the moment the transaction began, which an index can be asked about.
      and s.expires_at > now()
      and purser.is_live(s)), 'revoked');
begin
  -- One that has ended already is told as such; that many were to end is recorded also where there was none.
  if v_sessions = '{}' and p_session is not null then
    return 0;
  end if;
  insert into purser.event (id, is_read, kind, session_id, details, request_id, address, policy)
  values (p_event_id, false,
    case when p_session is not null then 'session.revoke' when p_subject is not null then 'session.revokeOf' else 'session.revokeEverybody' end,
    v_caller,
    jsonb_strip_nulls(jsonb_build_object('sessions', to_jsonb(v_sessions), 'reason', p_reason, 'issuer', p_issuer, 'subject', p_subject)),
    p_request_id, p_address, p_policy);
  return cardinality(v_sessions);
end
$$;
comment on function purser.revoke_sessions is
  'Ends one session, all of a person, or where neither is given everybody''s, the caller''s own apart; how many that were.';

-- ── Looking through who was signed in ───────────────────────────────────────────────────────────────────

create index session_continues on purser.session (continues) where continues is not null;
create index session_expiry on purser.session (expires_at);
create index event_revocation on purser.event_act (at) where kind like 'session.revoke%' and code is null;
create index event_refused_sign_in on purser.event_act (at) where kind = 'session.signIn' and code is not null;

-- ── What may be used once ───────────────────────────────────────────────────────────────────────────────

create table purser.used_once (
  kind text not null,
  id bytea not null,
  until timestamptz not null,
  constraint used_once_pk primary key (kind, id)
);
comment on table purser.used_once is
  'Sign-in attempts, assertions, logout tokens and challenges that were used, by their sha256, for as long as they could be used again.';
create index used_once_until on purser.used_once (until);

create function purser.claim_once(p_kind text, p_id text, p_until timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from purser.used_once where (kind, id) in (
    select u.kind, u.id from purser.used_once u where u.until < clock_timestamp() - interval '5 minutes' limit 10 for update skip locked);
  insert into purser.used_once (kind, id, until) values (p_kind, sha256(convert_to(p_id, 'UTF8')), p_until)
  on conflict on constraint used_once_pk do nothing;
  return found;
end
$$;
comment on function purser.claim_once(text, text, timestamptz) is
  'Whether this is the first use, in whatever server process; forgotten some time after p_until, when it is no longer valid anyway.';

revoke all on all functions in schema purser from public;
