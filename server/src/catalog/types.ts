import type { Check, Type } from "./catalog.ts";
import { visible } from "./visible.ts";

export interface TypeRow extends Omit<Type, "domain"> {
  readonly domain: {
    readonly notNull: boolean;
    readonly modifier: number;
    readonly checks: readonly Check[];
  } | null;
}

/** The types of visible columns, and those that they are made of. https://www.postgresql.org/docs/current/catalog-pg-type.html */
export const typesSql = `
with recursive ${visible},
part (whole, oid) as (
  select e.typarray, e.oid from pg_type e where e.typarray <> 0
  union all
  select d.oid, d.typbasetype from pg_type d where d.typtype = 'd'
  union all
  select rngtypid, rngsubtype from pg_range
  union all
  select rngmultitypid, rngtypid from pg_range
),
used (oid) as (
  select a.atttypid from visible v join pg_attribute a on a.attrelid = v.oid and a.attnum > 0 and not a.attisdropped
  union
  select p.oid from used u join part p on p.whole = u.oid
)
select
  t.oid::int8 as oid,
  n.nspname as schema,
  t.typname as name,
  format_type(t.oid, -1) as cast,
  case
    when t.typtype = 'd' then 'domain'
    when t.typtype = 'e' then 'enum'
    when t.typtype = 'r' then 'range'
    when t.typtype = 'm' then 'multirange'
    when t.typtype = 'c' then 'composite'
    when t.typtype = 'p' then 'pseudo'
    when p.oid is not null then 'array'
    else 'base'
  end as kind,
  t.typcategory as category,
  coalesce((select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid), '[]') as labels,
  p.oid::int8 as of,
  case when t.typtype = 'd' then json_build_object(
    'notNull', t.typnotnull,
    'modifier', t.typtypmod,
    'checks', coalesce((
      select json_agg(json_build_object(
        'name', c.conname,
        'expression', pg_get_expr(c.conbin, 0),
        'columns', '[]'::json,
        'comment', obj_description(c.oid, 'pg_constraint')
      ) order by c.conname)
      from pg_constraint c
      where c.contypid = t.oid and c.contype = 'c'
    ), '[]')
  ) end as domain
from used u
join pg_type t on t.oid = u.oid
join pg_namespace n on n.oid = t.typnamespace
left join part p on p.whole = t.oid`;
