import type { Capture } from "./catalog.ts";
import { member, visible } from "./visible.ts";

export interface CaptureRow extends Capture {
  readonly relation: number;
}

/**
 * Capture triggers that stand on a relation and on everything below it: one partition or inheriting
 * table without the trigger, and the relation isn't listed. A trigger of that name that calls
 * somebody else's function, or doesn't fire after every insert, update and delete of a row
 * (`tgtype` 29), is none.
 * Trigger arguments are stored one after the other, each ended by a NUL byte; their bytes are split
 * in hexadecimal, where no name can forge a separator. An empty argument, which is no column's name,
 * parts the columns from those of them that are recorded as commitments.
 * https://www.postgresql.org/docs/current/catalog-pg-trigger.html
 */
export const capturesSql = `
with recursive ${visible}, ${member},
capture as (
  select t.tgrelid, t.tgenabled, t.tgargs
  from pg_trigger t
  join pg_proc p on p.oid = t.tgfoid
  join pg_namespace n on n.oid = p.pronamespace
  where t.tgname = 'purser_capture' and t.tgtype = 29 and n.nspname = 'purser'
),
complete as (
  select m.root, bool_and(t.tgenabled = 'A') as always
  from member m
  left join capture t on t.tgrelid = m.oid
  group by m.root
  having bool_and(t.tgrelid is not null)
)
select
  c.root::int8 as relation,
  c.always,
  a.columns,
  a.personal
from complete c
join capture t on t.tgrelid = c.root
cross join lateral (
  select
    coalesce(json_agg(name order by place) filter (where ends = 0), '[]') as columns,
    coalesce(json_agg(name order by place) filter (where ends > 0 and name <> ''), '[]') as personal
  from (
    select convert_from(decode(part, 'hex'), getdatabaseencoding()) as name, place,
      count(*) filter (where part = '') over (order by place) as ends
    from regexp_split_to_table(regexp_replace(encode(t.tgargs, 'hex'), '(..)', '\\1 ', 'g'), '00 ')
      with ordinality x (part, place)
  ) argument
) a`;
