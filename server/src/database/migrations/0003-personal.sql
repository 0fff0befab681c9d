-- Personal and hidden values. In the log stands a salted commitment to each, sha256(salt || value) in hexadecimal; salt
-- and value stand here, where they can be erased without touching a sealed row. 122 random bits of salt keep anybody
-- from finding a value by trying. Of a hidden value Purser's login never sees the row here: it works with a token that
-- tells only whether two are equal, and the value goes back into its table behind the login's back.

alter table purser.change add column personal text[] not null default '{}';
comment on column purser.change.personal is 'Columns whose values in before and after are commitments.';

alter table purser.outcome add column details json;
comment on column purser.outcome.details is 'What else an operation came to: of an erasure, how many values of which table.';

create table purser.personal_value (
  commitment bytea not null,
  salt bytea not null constraint personal_value_salt_length check (octet_length(salt) = 16),
  value text not null,
  table_schema text not null,
  table_name text not null,
  key jsonb not null,
  hidden boolean not null,
  at timestamptz not null default clock_timestamp(),
  constraint personal_value_pk primary key (commitment),
  constraint personal_value_commitment check (commitment = sha256(salt || convert_to(value, 'UTF8')))
);
create index personal_value_record on purser.personal_value (table_schema, table_name, key);
comment on table purser.personal_value is
  'What the commitments in the log commit to, for as long as it has not been erased. Not sealed, and the one part of the log that can be removed.';
comment on column purser.personal_value.key is 'Of the record, as in the change that holds the commitment.';
comment on column purser.personal_value.hidden is 'Of a column that nobody may read: the row is for the owner''s functions alone.';
alter table purser.personal_value enable row level security;
create policy personal_value_shown on purser.personal_value for select using (not hidden);
comment on policy personal_value_shown on purser.personal_value is 'Binds everybody but the owner, whose functions see all.';

create table purser.token_key (
  secret bytea not null default uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
);
insert into purser.token_key default values;
call purser.make_append_only('purser.token_key');
comment on table purser.token_key is 'Keys the tokens of hidden values, so that no value is found by trying. For the owner''s functions alone.';

create function purser.commit_values(
  p_values text[], p_kept text[], p_hidden boolean[], p_table_schema text, p_table_name text, p_key jsonb
) returns text[]
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_commitments text[];
begin
  with given as materialized (
    select g.place, g.value, g.kept, g.hidden, uuid_send(gen_random_uuid()) as salt
    from unnest(p_values, p_kept, p_hidden) with ordinality as g (value, kept, hidden, place)
  ),
  fresh as materialized (
    select g.*, sha256(g.salt || convert_to(g.value, 'UTF8')) as commitment from given g
    where g.kept is null and g.value is not null
  ),
  added as (
    insert into purser.personal_value (commitment, salt, value, table_schema, table_name, key, hidden)
    select f.commitment, f.salt, f.value, p_table_schema, p_table_name, p_key, f.hidden from fresh f
  )
  select array_agg(coalesce(g.kept, encode(f.commitment, 'hex')) order by g.place) into v_commitments
  from given g left join fresh f using (place);
  return v_commitments;
end
$$;
comment on function purser.commit_values is
  'Keeps a row''s values and returns their commitments, in order: null of null, and of what has one already that one.';

create function purser.open_personal(p_side json, p_personal text[]) returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if cardinality(p_personal) = 0 then
    return p_side;
  end if;
  return (
    select json_object_agg(s.name, case
        when not s.name = any(p_personal) then s.text
        -- By column, so that who can have a value written to one column learns nothing of another.
        when v.hidden then encode(sha256(k.secret ||
          convert_to(jsonb_build_array(v.table_schema, v.table_name, s.name, v.value)::text, 'UTF8')), 'hex')
        else v.value
      end order by s.place)
    from json_each_text(p_side) with ordinality as s (name, text, place)
    cross join purser.token_key k
    -- A plan may decode before it compares names, and most columns hold no hexadecimal.
    left join purser.personal_value v on v.commitment = case when s.name = any(p_personal) then decode(s.text, 'hex') end);
end
$$;
comment on function purser.open_personal(json, text[]) is
  'One side of a change with values in the place of its commitments, and tokens in that of hidden ones; null where the value was erased.';

create function purser.fits(p_text text, p_type regtype) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  execute format('select %L::%s', p_text, p_type);
  return true;
exception when others then
  return false;
end
$$;
comment on function purser.fits is 'Whether a type takes a text, so that a cast of it raises nothing.';

create function purser.tells(p_side json, p_personal text[], p_column text, p_type regtype) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case
    when p_side -> p_column is null then false
    when p_side ->> p_column is null then true
    when p_column = any(p_personal) then exists (
      select from purser.personal_value v
      where v.commitment = decode(p_side ->> p_column, 'hex') and purser.fits(v.value, p_type))
    else purser.fits(p_side ->> p_column, p_type)
  end
$$;
comment on function purser.tells is
  'Whether one side of a change tells what a column held, and its type still takes it: not where the value was erased, or the column was hidden then or not there.';

create function purser.row_to_restore(p_table_schema text, p_table_name text, p_key jsonb) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_object_agg(s.name, case when s.name = any(c.personal) then v.value else s.text end)
  from purser.operation o
  join purser.change c on c.operation_id = o.undoes and c.id = current_setting('purser.restored_change')::bigint
    and (c.table_schema, c.table_name, c.key) = (p_table_schema, p_table_name, p_key)
  cross join json_each_text(c.before) as s (name, text)
  left join purser.personal_value v on v.commitment = case when s.name = any(c.personal) then decode(s.text, 'hex') end
  where o.xid = pg_current_xact_id() and o.at = now()
$$;
comment on function purser.row_to_restore is
  'The row as it was before the change that the setting names, hidden values too; null unless the operation at work undoes that change of this very record. For the triggers that put hidden columns back.';

-- ── Erasing ─────────────────────────────────────────────────────────────────────────────────────────────

create function purser.guard_personal() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' and (
    exists (select from purser.operation o
      where o.xid = pg_current_xact_id() and o.at = now() and o.kind = 'audit.eraseSubject')
    or exists (select from purser.event_act e
      where e.xid = pg_current_xact_id() and e.at >= now() and e.kind = 'audit.retire')
  ) then
    return old;
  end if;
  raise exception 'personal values go only with a record of it: % is refused', tg_op using errcode = 'PU003';
end
$$;
comment on function purser.guard_personal() is
  'Raises unless rows are deleted by a transaction that says so in the log: an erasure, or a month at the end of its life.';
create trigger guarded before update or delete on purser.personal_value for each row execute function purser.guard_personal();
create trigger guarded_truncate before truncate on purser.personal_value for each statement execute function purser.guard_personal();
alter table purser.personal_value enable always trigger guarded;
alter table purser.personal_value enable always trigger guarded_truncate;

create function purser.erase_personal(p_operation_id uuid, p_records jsonb) returns json
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_counts json;
begin
  with erased as (
    delete from purser.personal_value v
    using (
      select r."schema", r."table", k.key
      from jsonb_to_recordset(p_records) as r ("schema" text, "table" text, keys jsonb)
      cross join jsonb_array_elements(r.keys) as k (key)
    ) record
    where (v.table_schema, v.table_name, v.key) = (record."schema", record."table", record.key)
    returning v.table_schema, v.table_name
  )
  select json_agg(json_build_object('schema', r."schema", 'table', r."table", 'records', jsonb_array_length(r.keys),
    'values', (select count(*) from erased e where (e.table_schema, e.table_name) = (r."schema", r."table"))) order by r.place)
  into v_counts
  from rows from (jsonb_to_recordset(p_records) as ("schema" text, "table" text, keys jsonb)) with ordinality
    as r ("schema", "table", keys, place);
  insert into purser.outcome (operation_id, at, direct, cascade, details) values (p_operation_id, now(), 0, 0, v_counts);
  return v_counts;
end
$$;
comment on function purser.erase_personal(uuid, jsonb) is
  'Erases what the log knows of these records ({schema, table, keys}) and records how much that was. For the ledger''s owner alone, in the transaction of an operation audit.eraseSubject.';

revoke all on all functions in schema purser from public;
