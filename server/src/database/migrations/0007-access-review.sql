-- Who may do what, and who was signed in, is looked through every quarter, by somebody who says so. That is an event; the
-- report that they looked at is kept by whoever asks for it, and the event has its digest.

create function purser.record_periodic_review(
  p_secret bytea, p_id uuid, p_kind text, p_details jsonb, p_request_id text, p_address inet, p_policy text
) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_session uuid := purser.live_session(p_secret);
  v_at timestamptz;
begin
  if p_kind not in ('access.review', 'session.review') then
    raise exception '% is no review', p_kind using errcode = '22023';
  end if;
  insert into purser.event (id, is_read, kind, session_id, details, request_id, address, policy)
  values (p_id, false, p_kind, v_session, p_details, p_request_id, p_address, p_policy)
  returning at into v_at;
  return v_at;
end
$$;
comment on function purser.record_periodic_review is
  'Checks the session and records that somebody agreed to a report ({note, report}); when that was.';

create index event_periodic_review on purser.event_act (kind, at) where kind in ('access.review', 'session.review') and code is null;

revoke all on all functions in schema purser from public;
