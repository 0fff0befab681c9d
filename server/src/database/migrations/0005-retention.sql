-- How long the log is kept, by month. The rule is checked here, and how long is known here, so that whoever serves
-- people can at most do what is due: remove a month past its life whose every row is sealed, under a checkpoint that
-- is kept outside.

create table purser.retention (
  kind text constraint retention_pk primary key constraint retention_kind check (kind in ('reads', 'changes')),
  months smallint not null constraint retention_months check (months > 0)
);
comment on table purser.retention is 'Months that reads, and everything else, are kept beyond their own; for ever where there is no row. Written by `purser migrate`.';

create table purser.delivery (
  name text constraint delivery_pk primary key,
  tree smallint not null,
  checkpoint bigint not null,
  lines bigint not null,
  at timestamptz not null default clock_timestamp()
);
comment on table purser.delivery is
  'How far other systems have been given the log: all that this checkpoint seals, and so many lines of what follows it.';

create function purser.due_months() returns table (name name, parent name, month date)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select c.relname, p.relname, m.month
  from purser.retention r
  join pg_class p on p.relnamespace = 'purser'::regnamespace
    and p.relname = any(case r.kind when 'reads' then array['event_read']
      else array['intent', 'change', 'outcome', 'operation', 'event_act'] end)
  join pg_inherits i on i.inhparent = p.oid
  join pg_class c on c.oid = i.inhrelid
  cross join lateral (select to_date(right(c.relname, 7), 'YYYY_MM') as month) m
  where ((m.month + make_interval(months => 1 + r.months))::timestamp at time zone 'UTC') <= now()
  order by m.month, array_position(array['event_read', 'intent', 'change', 'outcome', 'operation', 'event_act']::name[], p.relname)
$$;
comment on function purser.due_months() is 'Partitions that are past their life, the oldest first.';

create function purser.sealed_spans(p_month regclass) returns table (
  tree smallint, "rows" bigint, first bigint, last bigint, root text, is_proven boolean
)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return query execute format($query$
    select m.tree, m."rows", coalesce(b.size, 0), k.size - 1, split_part(k.note, e'\n', 3),
      exists (select from purser.anchoring a where a.kept and (a.tree, a.number) >= (k.tree, k.number))
        and not exists (select from purser.delivery d where (d.tree, d.checkpoint) < (k.tree, k.number))
    from (
      select r.tree, count(*) as "rows", min(r.xid) as first, max(r.xid) as last from %s r group by r.tree
    ) m
    -- The checkpoint that seals all of them: of their tree, or the first of the tree that they were carried into.
    left join lateral (
      select * from (
        (select c.* from purser.checkpoint c
          where c.tree = m.tree and pg_snapshot_xmax(c.snapshot) > m.last and pg_snapshot_xmin(c.snapshot) > m.last
          order by pg_snapshot_xmax(c.snapshot), c.number limit 1)
        union all
        (select c.* from purser.checkpoint c where c.tree > m.tree order by c.tree, c.number limit 1)
      ) c order by c.tree, c.number limit 1
    ) k on true
    left join lateral (
      select c.size from purser.checkpoint c
      where c.tree = k.tree and c.tree = m.tree and pg_snapshot_xmax(c.snapshot) <= m.first
      order by pg_snapshot_xmax(c.snapshot) desc, c.number desc limit 1
    ) b on true
    order by m.tree$query$, p_month);
end
$$;
comment on function purser.sealed_spans(regclass) is
  'Between which positions of which tree the rows of a partition are sealed, the root there, and whether that is kept outside and delivered.';

create function purser.retire_month(p_event_id uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_due record;
  v_spans jsonb;
  v_is_proven boolean;
  v_details jsonb;
begin
  if not pg_try_advisory_xact_lock(hashtext('purser.retire_month')) then
    return null;
  end if;
  for v_due in select * from purser.due_months() loop
    -- From here on nobody adds a row that nobody has judged; reading goes on.
    execute format('lock table purser.%I in share row exclusive mode', v_due.name);
    select coalesce(jsonb_agg(to_jsonb(s) - 'is_proven'), '[]'), coalesce(bool_and(s.is_proven), true)
    into v_spans, v_is_proven
    from purser.sealed_spans(format('purser.%I', v_due.name)::regclass) s;
    continue when not v_is_proven;
    v_details := jsonb_build_object('table', v_due.parent, 'month', to_char(v_due.month, 'YYYY-MM'),
      'rows', (select coalesce(sum((s ->> 'rows')::bigint), 0) from jsonb_array_elements(v_spans) s), 'sealed', v_spans);
    insert into purser.event (id, is_read, kind, details) values (p_event_id, false, 'audit.retire', v_details);
    if v_due.parent = 'change' then
      execute format($query$
        delete from purser.personal_value v using (
          select s.commitment from purser.%I c
          cross join unnest(c.personal) p (name)
          cross join lateral (values (c.before ->> p.name), (c.after ->> p.name)) s (commitment)
        ) held
        where v.commitment = decode(held.commitment, 'hex')$query$, v_due.name);
    end if;
    execute format('drop table purser.%I', v_due.name);
    return v_details;
  end loop;
  return null;
end
$$;
comment on function purser.retire_month(uuid) is
  'Removes one month that is past its life, sealed, kept outside and delivered, with the personal values it holds, and records that under this event; null where there is none, or another process is at it.';

-- ── Delivery ────────────────────────────────────────────────────────────────────────────────────────────

create function purser.advance_delivery(p_name text, p_tree smallint, p_checkpoint bigint, p_lines bigint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_checkpoint > 0 and not exists (select from purser.checkpoint c where (c.tree, c.number) = (p_tree, p_checkpoint)) then
    raise exception 'there is no checkpoint % to have been delivered', p_checkpoint using errcode = 'PU003';
  end if;
  insert into purser.delivery (name, tree, checkpoint, lines) values (p_name, p_tree, p_checkpoint, p_lines)
  on conflict on constraint delivery_pk do update
    set tree = excluded.tree, checkpoint = excluded.checkpoint, lines = excluded.lines, at = clock_timestamp()
    where (excluded.tree, excluded.checkpoint, excluded.lines) > (delivery.tree, delivery.checkpoint, delivery.lines);
end
$$;
comment on function purser.advance_delivery is 'Moves a delivery forward; never back.';

revoke all on all functions in schema purser from public;
