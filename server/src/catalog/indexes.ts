import type { Index } from "./catalog.ts";
import { visible } from "./visible.ts";

export interface IndexRow extends Index {
  readonly relation: number;
}

/**
 * A column indexed under a collation that isn't its own counts as an expression: a plain comparison
 * can't use that index. Columns that an index only carries (INCLUDE) are left out.
 * https://www.postgresql.org/docs/current/catalog-pg-index.html
 */
export const indexesSql = `
with ${visible}
select
  v.oid::int8 as relation,
  c.relname as name,
  m.amname as method,
  i.indisunique as unique,
  i.indisvalid and i.indisready as valid,
  pg_get_expr(i.indpred, i.indrelid) as predicate,
  (
    select json_agg(json_build_object(
      'column', case when i.indcollation[k - 1] in (0, a.attcollation) then a.attname end,
      'expression', pg_get_indexdef(i.indexrelid, k, false),
      'operatorClass', o.opcname,
      'descending', i.indoption[k - 1] & 1 = 1,
      'nullsFirst', i.indoption[k - 1] & 2 = 2
    ) order by k)
    from generate_series(1, i.indnkeyatts) k
    join pg_opclass o on o.oid = i.indclass[k - 1]
    left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[k - 1] and a.attnum > 0
  ) as columns
from visible v
join pg_index i on i.indrelid = v.oid
join pg_class c on c.oid = i.indexrelid
join pg_am m on m.oid = c.relam
where i.indislive
order by v.oid, c.relname`;
