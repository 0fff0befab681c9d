import type { Relation } from "./catalog.ts";
import { member, visible } from "./visible.ts";

export type RelationRow = Pick<
  Relation,
  | "oid"
  | "schema"
  | "name"
  | "kind"
  | "comment"
  | "estimatedRows"
  | "sizeBytes"
  | "rowSecurity"
  | "privileges"
>;

/** A table without pages has no rows, analysed or not; anything else unanalysed makes the sum unknown. */
export const relationsSql = `
with recursive ${visible}, ${member},
extent as (
  select
    m.root,
    sum(greatest(c.reltuples, 0)) filter (where c.relkind <> 'p') as rows,
    bool_or(c.reltuples < 0 and not (c.relkind in ('r', 'm') and s.bytes = 0))
      filter (where c.relkind <> 'p') as unknown,
    sum(s.bytes) as bytes
  from member m
  join pg_class c on c.oid = m.oid
  cross join lateral (select coalesce(pg_relation_size(c.oid), 0) as bytes) s
  group by m.root
)
select
  v.oid::int8 as oid,
  v.nspname as schema,
  v.relname as name,
  case v.relkind
    when 'r' then 'table'
    when 'p' then 'partitionedTable'
    when 'v' then 'view'
    when 'm' then 'materializedView'
    else 'foreignTable'
  end as kind,
  obj_description(v.oid, 'pg_class') as comment,
  case when e.unknown then null else round(coalesce(e.rows, 0)::numeric) end as "estimatedRows",
  e.bytes as "sizeBytes",
  v.relrowsecurity as "rowSecurity",
  json_build_object(
    'insert', has_schema_privilege(v.relnamespace, 'usage') and has_any_column_privilege(v.oid, 'insert'),
    'delete', has_schema_privilege(v.relnamespace, 'usage') and has_table_privilege(v.oid, 'delete')
  ) as privileges
from visible v
join extent e on e.root = v.oid
order by v.nspname, v.relname`;
