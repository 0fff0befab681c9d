-- Personal values that somebody is shown in clear for a while, masked values that somebody finds by typing them in full,
-- and what a second person says of it afterwards. All three are events: lines of the log like any other, sealed and kept
-- like them. How many somebody may leave within an hour is counted here, where it is recorded, so that no number of
-- servers or of requests at once gets past it.

-- ── Limits ──────────────────────────────────────────────────────────────────────────────────────────────

create index event_lookup on purser.event_read (session_id, at) where details ? 'lookups';

create function purser.recent_sessions(p_session uuid, p_purpose text) returns uuid[]
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_person purser.session;
begin
  select * into strict v_person from purser.session s where s.id = p_session;
  perform pg_advisory_xact_lock(hashtext(p_purpose), hashtext(jsonb_build_array(v_person.issuer, v_person.subject)::text));
  return array(
    select s.id from purser.session s
    where s.issuer = v_person.issuer and s.subject = v_person.subject and s.expires_at > now() - interval '1 hour');
end
$$;
comment on function purser.recent_sessions(uuid, text) is
  'Sessions in which somebody may have done something within the last hour. Whoever counts that for the same person and purpose waits for the caller''s transaction.';

create function purser.record_reveal(
  p_secret bytea, p_id uuid, p_resource text, p_keys jsonb, p_fields text[], p_details jsonb, p_request_id text,
  p_address inet, p_policy text, p_most integer
) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_session uuid := purser.live_session(p_secret);
  v_sessions uuid[];
  v_at timestamptz;
begin
  if p_keys is null then
    return null;
  end if;
  v_sessions := purser.recent_sessions(v_session, 'record.reveal');
  if p_most <= (
    select count(*) from purser.event_act e
    where e.session_id = any(v_sessions) and e.at > now() - interval '1 hour' and e.kind = 'record.reveal' and e.code is null
  ) then
    raise exception 'as many records as one person may reveal within an hour were revealed' using errcode = 'PU006';
  end if;
  insert into purser.event (id, is_read, kind, session_id, resource, keys, fields, details, request_id, address, policy)
  values (p_id, false, 'record.reveal', v_session, p_resource, p_keys, p_fields, p_details, p_request_id, p_address, p_policy)
  returning at into v_at;
  return v_at;
end
$$;
comment on function purser.record_reveal is
  'Checks the session and records which fields of which record it is shown in clear, and why, in the statement that reads them; when that was. Null, and nothing recorded, without a key. Raises PU006 beyond the limit.';

create function purser.record_lookup(
  p_secret bytea, p_id uuid, p_kind text, p_resource text, p_keys jsonb, p_fields text[], p_details jsonb,
  p_request_id text, p_address inet, p_policy text, p_most integer
) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_sessions uuid[] := purser.recent_sessions(purser.live_session(p_secret), 'record.lookup');
begin
  -- Values are counted and not requests, or one request with many of them would be one.
  if p_most < jsonb_array_length(p_details -> 'lookups') + (
    select coalesce(sum(jsonb_array_length(e.details -> 'lookups')), 0) from purser.event_read e
    where e.session_id = any(v_sessions) and e.at > now() - interval '1 hour' and e.details ? 'lookups'
  ) then
    raise exception 'as many masked values as one person may look up within an hour were looked up' using errcode = 'PU007';
  end if;
  return purser.record_read(p_secret, p_id, p_kind, p_resource, p_keys, p_fields, p_details, p_request_id, p_address, p_policy);
end
$$;
comment on function purser.record_lookup is
  'The same as record_read, of a read that found masked values by their whole: its details name their fields as `lookups`. Raises PU007 beyond the limit.';

create function purser.alert_limit(p_session uuid, p_code text, p_policy text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_sessions uuid[] := purser.recent_sessions(p_session, 'alert.limit');
begin
  insert into purser.event (id, is_read, kind, session_id, details, policy)
  select gen_random_uuid(), false, 'alert.limit', p_session, jsonb_build_object('limit', p_code), p_policy
  where not exists (
    select from purser.event_act e
    where e.session_id = any(v_sessions) and e.at > now() - interval '1 hour' and e.kind = 'alert.limit'
      and e.details ->> 'limit' = p_code);
end
$$;
comment on function purser.alert_limit(uuid, text, text) is
  'Says once an hour that somebody met a limit; the refusals themselves are each in the log.';

-- ── Reviews ─────────────────────────────────────────────────────────────────────────────────────────────

create function purser.is_reviewable(p_kind text, p_code text) returns boolean
language sql immutable
return case
  when p_code is null then p_kind = 'record.reveal'
  else p_code in ('forbidden', 'field_not_writable', 'unknown_field', 'field_not_filterable', 'field_not_sortable',
    'reveal_limit', 'lookup_limit')
end;
comment on function purser.is_reviewable(text, text) is
  'Whether a second person is to look at an event: a reveal, or a refusal that had to do with somebody''s rights.';

create index event_review on purser.event_act (at, id) where purser.is_reviewable(kind, code);
create index event_verdict on purser.event_act ((details ->> 'event')) where kind = 'review.decide' and code is null;

create function purser.record_verdict(
  p_secret bytea, p_id uuid, p_event uuid, p_details jsonb, p_request_id text, p_address inet, p_policy text
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_session uuid := purser.live_session(p_secret);
  v_event purser.event;
begin
  perform pg_advisory_xact_lock(hashtext('review.decide'), hashtext(p_event::text));
  select * into v_event from purser.event_act e
  where e.id = p_event and e.session_id is not null and purser.is_reviewable(e.kind, e.code);
  if not found then
    return 'absent';
  end if;
  if exists (
    select from purser.session me join purser.session they on they.issuer = me.issuer and they.subject = me.subject
    where me.id = v_session and they.id = v_event.session_id
  ) then
    return 'own';
  end if;
  if exists (
    select from purser.event_act v
    where v.kind = 'review.decide' and v.code is null and v.details ->> 'event' = p_event::text
  ) then
    return 'decided';
  end if;
  insert into purser.event (id, is_read, kind, session_id, resource, keys, details, request_id, address, policy)
  values (p_id, false, 'review.decide', v_session, v_event.resource, v_event.keys,
    p_details || jsonb_build_object('event', p_event), p_request_id, p_address, p_policy);
  return 'recorded';
end
$$;
comment on function purser.record_verdict is
  'Records what somebody says of what somebody else did ({verdict, note}): once, and never of one''s own.';

revoke all on all functions in schema purser from public;
