-- Personal values. In the log stands a salted commitment to each, sha256(salt || value) in hexadecimal; salt and value
-- stand here, where they can be erased without touching a sealed row. 122 random bits of salt keep anybody from
-- finding an erased value by trying.

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
  at timestamptz not null default clock_timestamp(),
  constraint personal_value_pk primary key (commitment),
  constraint personal_value_commitment check (commitment = sha256(salt || convert_to(value, 'UTF8')))
);
create index personal_value_record on purser.personal_value (table_schema, table_name, key);
comment on table purser.personal_value is
  'What the commitments in the log commit to, for as long as it has not been erased. Not sealed, and the one part of the log that can be removed.';
comment on column purser.personal_value.key is 'Of the record, as in the change that holds the commitment.';

create function purser.commit_personal(p_value text, p_table_schema text, p_table_name text, p_key jsonb) returns text
language sql strict set search_path = pg_catalog, pg_temp as $$
  insert into purser.personal_value (commitment, salt, value, table_schema, table_name, key)
  select sha256(s.salt || convert_to(p_value, 'UTF8')), s.salt, p_value, p_table_schema, p_table_name, p_key
  from (select uuid_send(gen_random_uuid()) as salt offset 0) s
  returning encode(commitment, 'hex')
$$;
comment on function purser.commit_personal is 'Keeps a value and returns its commitment; null of null.';

create function purser.open_personal(p_side json, p_personal text[]) returns json
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if cardinality(p_personal) = 0 then
    return p_side;
  end if;
  return (
    select json_object_agg(s.name, case when s.name = any(p_personal) then v.value else s.text end order by s.place)
    from json_each_text(p_side) with ordinality as s (name, text, place)
    -- A plan may decode before it compares names, and most columns hold no hexadecimal.
    left join purser.personal_value v on v.commitment = case when s.name = any(p_personal) then decode(s.text, 'hex') end);
end
$$;
comment on function purser.open_personal(json, text[]) is
  'One side of a change with values in the place of its commitments; null where the value was erased.';

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
