import type { Column } from "./catalog.ts";
import { visible } from "./visible.ts";

export interface ColumnRow extends Omit<Column, "maxLength" | "precision" | "scale" | "notNull"> {
  readonly relation: number;
  /** Type modifier as stored; -1 without one. */
  readonly modifier: number;
  /** Without what its domains say. */
  readonly notNull: boolean;
}

/**
 * `C` stands for every collation that compares bytes, also the database's default where that does:
 * only there an ordinary index serves a search by prefix.
 * https://www.postgresql.org/docs/current/indexes-opclass.html
 */
export const columnsSql = `
with ${visible}
select
  v.oid::int8 as relation,
  a.attname as name,
  a.attnum as position,
  format_type(a.atttypid, a.atttypmod) as type,
  a.atttypid::int8 as "typeOid",
  a.atttypmod as modifier,
  a.attnotnull as "notNull",
  case when a.attgenerated = ''
    then coalesce(pg_get_expr(d.adbin, d.adrelid), pg_get_expr(t.typdefaultbin, 0))
  end as default,
  case a.attidentity when 'a' then 'always' when 'd' then 'byDefault' end as identity,
  a.attgenerated <> '' as generated,
  case
    when l.collcollate in ('C', 'POSIX') or l.collprovider = 'b' then 'C'
    when l.collprovider = 'd' and (b.datlocprovider = 'b' or b.datlocprovider = 'c' and b.datcollate in ('C', 'POSIX')) then 'C'
    else l.collname
  end as collation,
  col_description(v.oid, a.attnum) as comment,
  json_build_object(
    'select', u.granted and has_column_privilege(v.oid, a.attnum, 'select'),
    'insert', u.granted and has_column_privilege(v.oid, a.attnum, 'insert'),
    'update', u.granted and has_column_privilege(v.oid, a.attnum, 'update')
  ) as privileges
from visible v
join pg_attribute a on a.attrelid = v.oid and a.attnum > 0 and not a.attisdropped
join pg_type t on t.oid = a.atttypid
join pg_database b on b.datname = current_database()
cross join lateral (select has_schema_privilege(v.relnamespace, 'usage') as granted) u
left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
left join pg_collation l on l.oid = a.attcollation
order by v.oid, a.attnum`;
