-- Passkeys: a second factor of our own, fresh proofs, and confirmations of one request. The server verifies what an
-- authenticator signed; that a challenge is used once, that a counter goes on and not back, who may enrol, and that two
-- people stand behind a recovery is told here. What is in the table is the present; each change of it is an event.

create table purser.passkey (
  id uuid constraint passkey_pk primary key,
  issuer text not null,
  subject text not null,
  name text not null,
  credential_id bytea not null constraint passkey_credential_id_key unique,
  public_key bytea not null,
  transports text[] not null,
  is_synced boolean not null,
  counter bigint not null,
  enrolled_at timestamptz not null default clock_timestamp(),
  trusted_from timestamptz not null,
  last_used_at timestamptz
);
comment on table purser.passkey is 'Passkeys that people have now. Not part of the log: their enrolment, use and removal are events.';
comment on column purser.passkey.public_key is 'In COSE form (RFC 9052), as the authenticator gave it; the event of the enrolment holds the same.';
comment on column purser.passkey.counter is 'What the authenticator counted at the last use; one that does not count says 0.';
comment on column purser.passkey.trusted_from is 'From when on it may confirm. A stolen session that enrols one gains nothing before.';
create index passkey_person on purser.passkey (issuer, subject);

create index event_passkey_recovery on purser.event_act (at) where kind = 'passkey.recover' and code is null;
create index event_passkey_approval on purser.event_act ((details ->> 'request'))
  where kind = 'passkey.approveRecovery' and code is null;

create function purser.base64url(p_bytes bytea) returns text
language sql immutable
return translate(encode(p_bytes, 'base64'), E'+/=\n', '-_');
comment on function purser.base64url(bytea) is 'As WebAuthn writes bytes: RFC 4648, section 5, without padding.';

create function purser.lock_passkeys(p_issuer text, p_subject text) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  select pg_advisory_xact_lock(hashtext('purser.passkey'), hashtext(jsonb_build_array(p_issuer, p_subject)::text))
$$;
comment on function purser.lock_passkeys(text, text) is 'How many passkeys somebody has stays as it is until the caller''s transaction ends.';

create function purser.session_with_two_factors(p_secret bytea) returns purser.session
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform purser.live_session(p_secret);
  return purser.session_of(p_secret);
end
$$;
comment on function purser.session_with_two_factors(bytea) is
  'The session whose secret this is; raises PU001 when there is none that lives, PU008 when it has but one factor.';

create function purser.record_passkey_event(
  p_session uuid, p_kind text, p_details jsonb, p_event_id uuid, p_request_id text, p_address inet, p_policy text
) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  insert into purser.event (id, is_read, kind, session_id, details, request_id, address, policy)
  values (p_event_id, false, p_kind, p_session, p_details, p_request_id, p_address, p_policy)
$$;
comment on function purser.record_passkey_event is 'Records what happened to a passkey, or was done with one.';

create function purser.is_fresh(p_proven_at timestamptz, p_within interval) returns boolean
language sql set search_path = pg_catalog, pg_temp as $$
  -- Ten minutes are the most, whatever the caller is configured to say.
  select coalesce(p_proven_at > clock_timestamp() - least(p_within, interval '10 minutes'), false)
$$;
comment on function purser.is_fresh(timestamptz, interval) is 'Whether a proof is of the last minutes; one of nobody knows when is not.';

-- ── Enrolment ───────────────────────────────────────────────────────────────────────────────────────────

create function purser.judge_enrolment(p_session purser.session, p_fresh interval) returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_count bigint;
begin
  perform purser.lock_passkeys(p_session.issuer, p_session.subject);
  -- It may have ended while this waited: a recovery removes passkeys and ends the sessions that could enrol others.
  if not purser.is_live(p_session) then
    raise exception 'the session ended meanwhile' using errcode = 'PU001';
  end if;
  select count(*) into v_count from purser.passkey k where k.issuer = p_session.issuer and k.subject = p_session.subject;
  return case
    -- Else whoever has the first factor alone would give themselves the second.
    when p_session.second_factor is null and v_count > 0 then 'present'
    when not purser.is_fresh(
      case when p_session.second_factor is null then coalesce(p_session.authenticated_at, p_session.at)
        else p_session.authenticated_at end, p_fresh) then 'stale'
    when v_count >= 20 then 'many'
    else 'allowed'
  end;
end
$$;
comment on function purser.judge_enrolment(purser.session, interval) is
  'Whether a session may enrol a passkey: with one factor the first one only, just after signing in; with two, after a fresh proof.';

create function purser.find_enrolment(p_secret bytea, p_fresh interval) returns table (judgement text, has_passkey boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_session purser.session := purser.session_of(p_secret);
begin
  return query select purser.judge_enrolment(v_session, p_fresh),
    exists (select from purser.passkey k where k.issuer = v_session.issuer and k.subject = v_session.subject);
end
$$;
comment on function purser.find_enrolment(bytea, interval) is
  'Whether the caller may enrol a passkey now (`allowed`, `present`, `stale`, `many`), and whether they have one.';

create function purser.enrol_passkey(
  p_secret bytea, p_fresh interval, p_challenge text, p_until timestamptz, p_id uuid, p_name text, p_credential_id bytea,
  p_public_key bytea, p_transports text[], p_is_synced boolean, p_counter bigint, p_hold interval, p_session_id uuid,
  p_new_secret bytea, p_raise_event_id uuid, p_event_id uuid, p_request_id text, p_address inet, p_policy text,
  p_most integer default 3
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_session purser.session := purser.session_of(p_secret);
  v_judgement text := purser.judge_enrolment(v_session, p_fresh);
  v_trusted_from timestamptz;
begin
  if v_judgement <> 'allowed' then
    return v_judgement;
  end if;
  if not purser.claim_once('challenge', p_challenge, p_until) then
    return 'reused';
  end if;
  insert into purser.passkey (id, issuer, subject, name, credential_id, public_key, transports, is_synced, counter, trusted_from)
  values (p_id, v_session.issuer, v_session.subject, p_name, p_credential_id, p_public_key, p_transports, p_is_synced, p_counter,
    clock_timestamp() + p_hold)
  on conflict on constraint passkey_credential_id_key do nothing
  returning trusted_from into v_trusted_from;
  if not found then
    return 'taken';
  end if;
  perform purser.record_passkey_event(v_session.id, 'passkey.enrol', jsonb_build_object('passkey', p_id, 'name', p_name,
    'credential', purser.base64url(p_credential_id), 'publicKey', purser.base64url(p_public_key), 'isSynced', p_is_synced,
    'trustedFrom', v_trusted_from), p_event_id, p_request_id, p_address, p_policy);
  if v_session.second_factor is not null then
    return 'enrolled';
  end if;
  perform purser.raise_session(p_secret, p_session_id, p_new_secret, jsonb_build_object('passkey', p_id, 'enrolment', p_event_id),
    p_raise_event_id, p_request_id, p_address, p_policy, p_most);
  return 'raised';
end
$$;
comment on function purser.enrol_passkey is
  'Gives the caller a passkey: `enrolled`, or `raised` where the session had one factor and another with two took its place; else what stands against it.';

-- ── Use ─────────────────────────────────────────────────────────────────────────────────────────────────

create function purser.use_passkey(
  p_session purser.session, p_passkey uuid, p_counter bigint, p_challenge text, p_until timestamptz, p_confirms boolean,
  p_policy text
) returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_passkey purser.passkey;
begin
  -- Uses of one passkey wait here for each other.
  select * into v_passkey from purser.passkey k
  where k.id = p_passkey and k.issuer = p_session.issuer and k.subject = p_session.subject for update;
  if not found then
    return 'absent';
  end if;
  if p_confirms and clock_timestamp() < v_passkey.trusted_from then
    return 'on hold';
  end if;
  if not purser.claim_once('challenge', p_challenge, p_until) then
    return 'reused';
  end if;
  -- WebAuthn Level 3, section 6.1.1: a counter that does not grow is the sign of a copy.
  if p_counter <= v_passkey.counter and (p_counter > 0 or v_passkey.counter > 0) then
    perform purser.record_passkey_event(p_session.id, 'alert.passkeyCounter',
      jsonb_build_object('passkey', p_passkey, 'expectedAbove', v_passkey.counter, 'counted', p_counter), gen_random_uuid(), null, null,
      p_policy);
    return 'counted back';
  end if;
  update purser.passkey k set counter = p_counter, last_used_at = clock_timestamp() where k.id = p_passkey;
  return 'used';
end
$$;
comment on function purser.use_passkey is
  'Notes that somebody''s own passkey answered a challenge: once for each challenge, and with a counter that went on. Else what stands against it.';

create function purser.raise_by_passkey(
  p_secret bytea, p_passkey uuid, p_counter bigint, p_challenge text, p_until timestamptz, p_id uuid, p_new_secret bytea,
  p_evidence jsonb, p_event_id uuid, p_request_id text, p_address inet, p_policy text, p_most integer default 3
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_use text := purser.use_passkey(purser.session_of(p_secret), p_passkey, p_counter, p_challenge, p_until, false, p_policy);
begin
  if v_use = 'used' then
    perform purser.raise_session(p_secret, p_id, p_new_secret, p_evidence || jsonb_build_object('passkey', p_passkey), p_event_id,
      p_request_id, p_address, p_policy, p_most);
  end if;
  return v_use;
end
$$;
comment on function purser.raise_by_passkey is 'Uses a passkey as second factor or fresh proof: `used`, and another session has taken the place of the caller''s.';

create function purser.record_confirmation(
  p_secret bytea, p_passkey uuid, p_counter bigint, p_challenge text, p_until timestamptz, p_evidence jsonb, p_event_id uuid,
  p_request_id text, p_address inet, p_policy text
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_session purser.session := purser.session_with_two_factors(p_secret);
  v_use text := purser.use_passkey(v_session, p_passkey, p_counter, p_challenge, p_until, true, p_policy);
begin
  if v_use = 'used' then
    perform purser.record_passkey_event(v_session.id, 'session.confirm', p_evidence || jsonb_build_object('passkey', p_passkey),
      p_event_id, p_request_id, p_address, p_policy);
  end if;
  return v_use;
end
$$;
comment on function purser.record_confirmation is
  'Uses a passkey that is no longer on hold for one request, and records what it signed, so that others can verify it later.';

-- ── Care ────────────────────────────────────────────────────────────────────────────────────────────────

create function purser.rename_passkey(
  p_secret bytea, p_passkey uuid, p_name text, p_event_id uuid, p_request_id text, p_address inet, p_policy text
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_session purser.session := purser.session_with_two_factors(p_secret);
begin
  update purser.passkey k set name = p_name
  where k.id = p_passkey and k.issuer = v_session.issuer and k.subject = v_session.subject;
  if not found then
    return 'absent';
  end if;
  perform purser.record_passkey_event(v_session.id, 'passkey.rename', jsonb_build_object('passkey', p_passkey, 'name', p_name),
    p_event_id, p_request_id, p_address, p_policy);
  return 'done';
end
$$;
comment on function purser.rename_passkey is 'Gives one of the caller''s own passkeys another name.';

create function purser.remove_passkey(
  p_secret bytea, p_passkey uuid, p_fresh interval, p_event_id uuid, p_request_id text, p_address inet, p_policy text
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_session purser.session := purser.session_with_two_factors(p_secret);
  v_passkey purser.passkey;
begin
  if not purser.is_fresh(v_session.authenticated_at, p_fresh) then
    return 'stale';
  end if;
  perform purser.lock_passkeys(v_session.issuer, v_session.subject);
  select * into v_passkey from purser.passkey k
  where k.id = p_passkey and k.issuer = v_session.issuer and k.subject = v_session.subject;
  if not found then
    return 'absent';
  end if;
  -- Without any, one factor would be enough to enrol another: that takes two administrators. And whoever enrols one in a
  -- stolen session must not shut the owner out, who is told of it, before its waiting time is over.
  if not exists (
    select from purser.passkey k
    where k.issuer = v_session.issuer and k.subject = v_session.subject and k.id <> p_passkey
      and k.trusted_from <= greatest(v_passkey.trusted_from, clock_timestamp())
  ) then
    return 'last';
  end if;
  delete from purser.passkey k where k.id = p_passkey;
  perform purser.record_passkey_event(v_session.id, 'passkey.remove', jsonb_build_object('passkey', p_passkey, 'name', v_passkey.name),
    p_event_id, p_request_id, p_address, p_policy);
  return 'done';
end
$$;
comment on function purser.remove_passkey is
  'Removes one of the caller''s own passkeys after a fresh proof; never the last, nor the last that may confirm.';

create function purser.consent_to_passkey(
  p_secret bytea, p_passkey uuid, p_fresh interval, p_event_id uuid, p_request_id text, p_address inet, p_policy text
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_session purser.session := purser.session_with_two_factors(p_secret);
  v_passkey purser.passkey;
begin
  select * into v_passkey from purser.passkey k where k.id = p_passkey for update;
  if not found then
    return 'absent';
  end if;
  if (v_passkey.issuer, v_passkey.subject) = (v_session.issuer, v_session.subject) then
    return 'own';
  end if;
  if not purser.is_fresh(v_session.authenticated_at, p_fresh) then
    return 'stale';
  end if;
  if v_passkey.trusted_from <= clock_timestamp() then
    return 'trusted';
  end if;
  update purser.passkey k set trusted_from = clock_timestamp() where k.id = p_passkey;
  perform purser.record_passkey_event(v_session.id, 'passkey.consent', jsonb_build_object('passkey', p_passkey,
    'name', v_passkey.name, 'issuer', v_passkey.issuer, 'subject', v_passkey.subject), p_event_id, p_request_id, p_address, p_policy);
  return 'done';
end
$$;
comment on function purser.consent_to_passkey is 'Ends the waiting time of somebody else''s passkey.';

-- ── Recovery ────────────────────────────────────────────────────────────────────────────────────────────
-- Asked for by one administrator and approved by another: two events, and the second one does it.

create function purser.ask_passkey_recovery(
  p_secret bytea, p_issuer text, p_subject text, p_reason text, p_fresh interval, p_event_id uuid, p_request_id text,
  p_address inet, p_policy text
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_session purser.session := purser.session_with_two_factors(p_secret);
begin
  if (p_issuer, p_subject) = (v_session.issuer, v_session.subject) then
    return 'own';
  end if;
  if not purser.is_fresh(v_session.authenticated_at, p_fresh) then
    return 'stale';
  end if;
  if not exists (select from purser.passkey k where k.issuer = p_issuer and k.subject = p_subject) then
    return 'absent';
  end if;
  perform purser.record_passkey_event(v_session.id, 'passkey.recover',
    jsonb_build_object('issuer', p_issuer, 'subject', p_subject, 'reason', p_reason), p_event_id, p_request_id, p_address, p_policy);
  return 'done';
end
$$;
comment on function purser.ask_passkey_recovery is
  'Asks that somebody else''s passkeys be removed; the event is the request, and its id the request''s.';

create function purser.approve_passkey_recovery(
  p_secret bytea, p_request uuid, p_fresh interval, p_event_id uuid, p_request_id text, p_address inet, p_policy text
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_session purser.session := purser.session_with_two_factors(p_secret);
  v_asked record;
  v_passkeys jsonb;
  v_sessions uuid[];
begin
  select e.at, e.details ->> 'issuer' as issuer, e.details ->> 'subject' as subject, s.issuer as asker_issuer,
    s.subject as asker_subject
  into v_asked
  from purser.event_act e join purser.session s on s.id = e.session_id
  where e.id = p_request and e.kind = 'passkey.recover' and e.code is null;
  if not found then
    return 'absent';
  end if;
  if (v_asked.asker_issuer, v_asked.asker_subject) = (v_session.issuer, v_session.subject) then
    return 'asker';
  end if;
  if (v_asked.issuer, v_asked.subject) = (v_session.issuer, v_session.subject) then
    return 'own';
  end if;
  if not purser.is_fresh(v_session.authenticated_at, p_fresh) then
    return 'stale';
  end if;
  if v_asked.at < clock_timestamp() - interval '24 hours' then
    return 'lapsed';
  end if;
  perform purser.lock_passkeys(v_asked.issuer, v_asked.subject);
  if exists (
    select from purser.event_act e
    where e.kind = 'passkey.approveRecovery' and e.code is null and e.details ->> 'request' = p_request::text
  ) then
    return 'approved';
  end if;
  with removed as (
    delete from purser.passkey k where k.issuer = v_asked.issuer and k.subject = v_asked.subject returning k.id
  )
  select coalesce(jsonb_agg(id), '[]') into v_passkeys from removed;
  v_sessions := purser.end_all(array(
    select s.id from purser.session s
    where s.issuer = v_asked.issuer and s.subject = v_asked.subject and s.expires_at > clock_timestamp()), 'passkeys recovered');
  perform purser.record_passkey_event(v_session.id, 'passkey.approveRecovery', jsonb_build_object('request', p_request,
    'issuer', v_asked.issuer, 'subject', v_asked.subject, 'passkeys', v_passkeys, 'sessions', to_jsonb(v_sessions)),
    p_event_id, p_request_id, p_address, p_policy);
  return 'done';
end
$$;
comment on function purser.approve_passkey_recovery is
  'Removes the passkeys of whom another administrator asked it for, and ends their sessions: their next sign-in may enrol a first one again. Within 24 hours, and once.';

revoke all on all functions in schema purser from public;
