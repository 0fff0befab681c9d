-- Sealing: every row of the log becomes a leaf of a Merkle tree (RFC 6962, 2.1), whose root is signed in checkpoints.
-- What is sealed cannot be altered without the tree saying so, not even by whoever owns this database. The rows below
-- only grow: trees and checkpoints by rows, tiles by hashes at their end.

-- ── Trees ───────────────────────────────────────────────────────────────────────────────────────────────

create table purser.tree (
  number smallint constraint tree_pk primary key,
  id uuid not null constraint tree_id_key unique,
  cluster text not null,
  previous_id uuid,
  previous_size bigint,
  previous_root text,
  at timestamptz not null default clock_timestamp(),
  xid xid8 not null default pg_current_xact_id(),
  constraint tree_previous check ((previous_id is null) = (number = 1) and (previous_size is null) = (previous_root is null))
);
comment on table purser.tree is
  'A Merkle tree over the log. Transaction numbers begin anew in another cluster; so a ledger that was restored there goes on in a new tree, whose first leaf is its row here.';
comment on column purser.tree.cluster is 'System identifier of the cluster and oid of the database, where it grows.';
comment on column purser.tree.previous_size is 'What the tree before had sealed; null where it had sealed nothing.';
comment on column purser.tree.previous_root is 'The root at that size, in base64.';

create table purser.tile (
  tree smallint not null constraint tile_tree references purser.tree (number),
  level smallint not null,
  index bigint not null,
  hashes bytea not null
    constraint tile_hashes_length check (octet_length(hashes) between 32 and 8192 and octet_length(hashes) % 32 = 0),
  constraint tile_pk primary key (tree, level, index)
);
alter table purser.tile alter column hashes set storage external;
comment on table purser.tile is
  'Up to 256 hashes of the tree side by side: leaves at level 0, roots of full tiles above (c2sp.org/tlog-tiles).';

create table purser.checkpoint (
  tree smallint not null constraint checkpoint_tree references purser.tree (number),
  number bigint not null,
  size bigint not null,
  snapshot pg_snapshot not null,
  at timestamptz not null,
  note text not null,
  constraint checkpoint_pk primary key (tree, number)
);
create index checkpoint_snapshot on purser.checkpoint (tree, pg_snapshot_xmax(snapshot));
create index checkpoint_size on purser.checkpoint (tree, size);
create index checkpoint_at on purser.checkpoint (tree, at);
comment on table purser.checkpoint is 'Signed statements of size and root (c2sp.org/tlog-checkpoint).';
comment on column purser.checkpoint.snapshot is
  'What had been committed: the checkpoint seals what this snapshot sees and that of the one before did not.';

create table purser.anchoring (
  tree smallint not null,
  number bigint not null,
  anchor text not null,
  kept boolean not null,
  at timestamptz not null default clock_timestamp(),
  constraint anchoring_pk primary key (tree, number, anchor),
  constraint anchoring_checkpoint foreign key (tree, number) references purser.checkpoint (tree, number)
);
comment on table purser.anchoring is
  'Which checkpoints are kept outside, and where, by the word of Purser''s login: who verifies goes by what the anchor holds.';
comment on column purser.anchoring.kept is 'False where the anchor holds, in the place it was offered, one that this ledger never had: one of the two is a fork.';

call purser.make_append_only('purser.tree');
call purser.make_append_only('purser.checkpoint');
call purser.make_append_only('purser.anchoring');

create function purser.refuse_shrinking() returns trigger
language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.tree, new.level, new.index) = (old.tree, old.level, old.index)
    and substring(new.hashes for octet_length(old.hashes)) = old.hashes then
    return new;
  end if;
  raise exception 'a tile only grows' using errcode = 'PU003';
end
$$;
create trigger append_only before update or delete on purser.tile for each row execute function purser.refuse_shrinking();
create trigger append_only_truncate before truncate on purser.tile for each statement execute function purser.refuse_rewrite();
alter table purser.tile enable always trigger append_only;
alter table purser.tile enable always trigger append_only_truncate;
comment on function purser.refuse_shrinking() is 'Raises unless hashes are added at the end of a tile.';

-- ── Which tree a row belongs to ─────────────────────────────────────────────────────────────────────────

create function purser.sealed_tables() returns text[]
language sql immutable as $$
  select array['session', 'session_end', 'mandate', 'mandate_end', 'operation', 'outcome', 'intent', 'change', 'event']
$$;
comment on function purser.sealed_tables() is 'The tables of the log whose rows are leaves.';

do $$
declare
  v_table text;
begin
  foreach v_table in array purser.sealed_tables() loop
    execute format('alter table purser.%I add column tree smallint not null default 1', v_table);
    execute format('comment on column purser.%I.tree is ''The tree that the row is a leaf of.''', v_table);
  end loop;
end
$$;

create function purser.ensure_tree() returns smallint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_cluster text;
  v_last purser.tree;
  v_sealed purser.checkpoint;
  v_table text;
begin
  perform pg_advisory_xact_lock(hashtext('purser.ensure_tree'));
  select format('%s/%s', c.system_identifier, d.oid) into v_cluster
  from pg_control_system() c, pg_database d where d.datname = current_database();
  select * into v_last from purser.tree t order by t.number desc limit 1;
  if v_last.cluster = v_cluster then
    return v_last.number;
  end if;
  select * into v_sealed from purser.checkpoint c where c.tree = v_last.number order by c.number desc limit 1;
  insert into purser.tree (number, id, cluster, previous_id, previous_size, previous_root)
  values (coalesce(v_last.number, 0) + 1, gen_random_uuid(), v_cluster, v_last.id, v_sealed.size,
    split_part(v_sealed.note, e'\n', 3))
  returning * into v_last;
  -- A default that is a constant costs a row nothing; changing it waits for whoever is writing.
  if v_last.number > 1 then
    foreach v_table in array purser.sealed_tables() loop
      execute format('alter table purser.%I alter column tree set default %s', v_table, v_last.number);
    end loop;
  end if;
  return v_last.number;
end
$$;
comment on function purser.ensure_tree() is
  'The number of the tree that grows in this database; begins a new one where the ledger has come from elsewhere.';

-- ── Growing ─────────────────────────────────────────────────────────────────────────────────────────────

create function purser.append_tiles(p_tree smallint, p_levels integer[], p_indexes bigint[], p_hashes bytea[]) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into purser.tile (tree, level, index, hashes)
  select p_tree, t.level, t.index, t.hashes from unnest(p_levels, p_indexes, p_hashes) as t (level, index, hashes)
  on conflict on constraint tile_pk do update set hashes = excluded.hashes
$$;
comment on function purser.append_tiles is 'Adds tiles, or hashes at the end of tiles.';

create function purser.append_checkpoint(
  p_tree smallint, p_number bigint, p_size bigint, p_snapshot pg_snapshot, p_at timestamptz, p_note text
) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_last purser.checkpoint;
begin
  select * into v_last from purser.checkpoint c where c.tree = p_tree order by c.number desc limit 1;
  if p_size < coalesce(v_last.size, 0) then
    raise exception 'a tree only grows' using errcode = 'PU003';
  end if;
  -- Another sealer was quicker, between this transaction's snapshot and its turn.
  if p_number <> coalesce(v_last.number, 0) + 1 then
    raise exception 'checkpoint % does not follow the last one', p_number using errcode = 'serialization_failure';
  end if;
  insert into purser.checkpoint (tree, number, size, snapshot, at, note)
  values (p_tree, p_number, p_size, p_snapshot, p_at, p_note);
end
$$;
comment on function purser.append_checkpoint is 'Adds the next checkpoint of a tree.';

create function purser.record_anchoring(p_tree smallint, p_number bigint, p_anchor text, p_kept boolean) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into purser.anchoring (tree, number, anchor, kept) values (p_tree, p_number, p_anchor, p_kept)
  on conflict on constraint anchoring_pk do nothing
$$;
comment on function purser.record_anchoring is 'Claims that an anchor keeps a checkpoint, or that it keeps another one in its place.';

revoke all on all functions in schema purser from public;
