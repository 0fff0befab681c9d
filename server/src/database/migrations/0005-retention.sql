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

create table purser.retired (
  tree smallint constraint retired_tree references purser.tree (number),
  tile bigint,
  event_id uuid,
  places bit(256) not null,
  leaves bytea not null constraint retired_leaves_length check (octet_length(leaves) = 32),
  constraint retired_pk primary key (tree, tile, event_id)
);
create index retired_event on purser.retired (event_id);
comment on table purser.retired is
  'Which leaves of a tile are of rows that were removed with their month. What they hash to is in the event, where it is sealed.';
comment on column purser.retired.leaves is 'What the leaves of the event come to, up to the last of this tile.';
call purser.make_append_only('purser.retired');

create view purser.retired_leaf as
  select r.event_id, r.tree, r.tile, r.tile * 256 + p.place as position, substring(t.hashes from 32 * p.place + 1 for 32) as hash
  from purser.retired r
  join purser.tile t on (t.tree, t.level, t.index) = (r.tree, 0, r.tile)
  cross join generate_series(0, 255) p (place)
  where get_bit(r.places, p.place) = 1;
comment on view purser.retired_leaf is 'The leaves of rows that were removed with their month, and the event that says so.';

create function purser.chain_hash(p_chain bytea, p_hash bytea) returns bytea
language sql immutable strict parallel safe as $$ select sha256('\x01'::bytea || p_chain || p_hash) $$;
comment on function purser.chain_hash(bytea, bytea) is 'The hash of an inner node (RFC 6962, 2.1), whose left child is the chain so far.';
create aggregate purser.chain (bytea) (
  sfunc = purser.chain_hash, stype = bytea, initcond = '\xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
);
comment on aggregate purser.chain (bytea) is 'What hashes come to one after another, from the hash of nothing.';

create function purser.sealed_bounds(p_month regclass) returns table (tree smallint, first bigint, last bigint, is_kept boolean)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return query execute format($query$
    select k.tree, coalesce(b.size, 0), k.size - 1,
      exists (select from purser.anchoring a where a.kept and (a.tree, a.number) >= (k.tree, k.number))
        and not exists (select from purser.delivery d where (d.tree, d.checkpoint) < (k.tree, k.number))
    from (
      select r.tree, min(r.xid) as first, max(r.xid) as last from %1$s r group by r.tree
    ) m
    -- The checkpoint that seals all of them: of their tree, or the first of the tree that they were carried into.
    left join lateral (
      select * from (
        (select c.* from purser.checkpoint c
          where c.tree = m.tree and pg_snapshot_xmax(c.snapshot) > m.last and not exists (
            select from %1$s r where r.tree = m.tree and r.xid = any(array(select pg_snapshot_xip(c.snapshot))))
          order by pg_snapshot_xmax(c.snapshot), c.number limit 1)
        union all
        (select c.* from purser.checkpoint c where c.tree > m.tree order by c.tree, c.number limit 1)
      ) c order by c.tree, c.number limit 1
    ) k on true
    left join lateral (
      select c.size from purser.checkpoint c
      where c.tree = k.tree and c.tree = m.tree and pg_snapshot_xmax(c.snapshot) <= m.first
      order by pg_snapshot_xmax(c.snapshot) desc, c.number desc limit 1
    ) b on true$query$, p_month);
end
$$;
comment on function purser.sealed_bounds(regclass) is
  'Within which positions of which tree the rows of a partition are sealed, and whether that is kept outside and delivered; nulls where they are not.';

create function purser.note_retired(p_month regclass, p_record text, p_columns jsonb, p_event_id uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_values text;
  v_differing bigint;
begin
  if exists (select from purser.retired r where r.event_id = p_event_id) then
    raise exception 'event % has removed a month already', p_event_id using errcode = 'unique_violation';
  end if;
  -- A column's text output, as it was sealed; a cast to text is another one for some types.
  select string_agg(format('case when r.%1$I is not null then concat(r.%1$I) end', c.name), ', ' order by c.place) into v_values
  from jsonb_array_elements_text(p_columns) with ordinality c (name, place);
  execute format($query$
    with record as materialized (
      select sha256('\x00'::bytea
        || convert_to(regexp_replace(array_to_json(array[%L, %s])::text, '(,null)+\]$', ']'), 'UTF8')) as hash
      from %s r
    ), leaf as (
      select t.tree, t.index, p.place, substring(t.hashes from 32 * p.place + 1 for 32) as hash
      from purser.sealed_bounds($1) b
      join purser.tile t on t.tree = b.tree and t.level = 0 and t.index between b.first / 256 and b.last / 256
      cross join generate_series(0, 255) p (place)
    ), found as (
      select l.tree, l.index, l.place, purser.chain(l.hash) over (partition by l.tree order by l.index, l.place) as chain
      from leaf l join record r on r.hash = l.hash
    ), noted as (
      insert into purser.retired (tree, tile, event_id, places, leaves)
      select f.tree, f.index, $2, bit_or(set_bit(0::bit(256), f.place, 1)), (array_agg(f.chain order by f.place desc))[1]
      from found f
      group by f.tree, f.index
      returning places
    )
    select (select count(*) from record) - (select coalesce(sum(bit_count(n.places)), 0) from noted n)$query$,
    p_record, v_values, p_month) into v_differing using p_month, p_event_id;
  if v_differing <> 0 then
    raise exception '% rows of % are not as they were sealed: it is kept', v_differing, p_month using errcode = 'data_corrupted';
  end if;
end
$$;
comment on function purser.note_retired(regclass, text, jsonb, uuid) is
  'Finds the leaf of every row of a partition and notes it under an event; raises where one has none.';

create function purser.retire_month(p_event_id uuid, p_columns jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_due record;
  v_month regclass;
  v_record text;
  v_details jsonb;
begin
  if not pg_try_advisory_xact_lock(hashtext('purser.retire_month')) then
    return null;
  end if;
  for v_due in select * from purser.due_months() loop
    -- From here on nobody adds a row that nobody has judged; reading goes on.
    execute format('lock table purser.%I in share row exclusive mode', v_due.name);
    v_month := format('purser.%I', v_due.name);
    continue when not (select coalesce(bool_and(b.is_kept), true) from purser.sealed_bounds(v_month) b);
    v_record := case when v_due.parent in ('event_read', 'event_act') then 'event' else v_due.parent end;
    perform purser.note_retired(v_month, v_record, p_columns -> v_record, p_event_id);
    -- Numbers as text: no two verifiers read that differently.
    select jsonb_build_object('table', v_due.parent, 'month', to_char(v_due.month, 'YYYY-MM'), 'sealed', coalesce(jsonb_agg(
      jsonb_build_object('tree', t.id, 'first', s.first::text, 'last', s.last::text, 'rows', s."rows"::text, 'leaves', s.leaves)
      order by t.number), '[]'))
    into v_details
    from (
      select r.tree, min(r.tile * 256 + position(b'1' in r.places) - 1) as first,
        max(r.tile * 256 + 256 - position('1' in reverse(r.places::text))) as last,
        sum(bit_count(r.places)) as "rows", encode((array_agg(r.leaves order by r.tile desc))[1], 'base64') as leaves
      from purser.retired r where r.event_id = p_event_id group by r.tree
    ) s join purser.tree t on t.number = s.tree;
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
comment on function purser.retire_month(uuid, jsonb) is
  'Removes one month that is past its life, as it was sealed, kept outside and delivered, with the personal values it holds, and records that under this event; null where there is none, or another process is at it. The columns are those of each table''s records: with others, no row is as it was sealed.';

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
