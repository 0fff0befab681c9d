import type { Check, ForeignKey, Key } from "./catalog.ts";
import { visible } from "./visible.ts";

/** Names of the attributes that an array of attribute numbers lists, in its order. */
const columnNames = (relation: string, numbers: string): string => `
  coalesce((
    select json_agg(a.attname order by n.place)
    from unnest(${numbers}) with ordinality n (attnum, place)
    join pg_attribute a on a.attrelid = ${relation} and a.attnum = n.attnum
  ), '[]')`;

const action = (column: string): string => `
  case ${column}
    when 'a' then 'noAction'
    when 'r' then 'restrict'
    when 'c' then 'cascade'
    when 'n' then 'setNull'
    else 'setDefault'
  end`;

export interface KeyRow extends Key {
  readonly relation: number;
}

/** `type` as in `pg_constraint.contype`: primary or unique. */
export const keysSql = (type: "p" | "u"): string => `
with ${visible}
select
  v.oid::int8 as relation,
  c.conname as name,
  ${columnNames("c.conrelid", "c.conkey")} as columns,
  c.condeferrable as deferrable,
  obj_description(c.oid, 'pg_constraint') as comment
from visible v
join pg_constraint c on c.conrelid = v.oid and c.contype = '${type}'
order by v.oid, c.conname`;

export interface ForeignKeyRow extends ForeignKey {
  readonly relation: number;
}

/**
 * Both ends at a partition are read as at its root. Constraints that PostgreSQL derived for the
 * partitions (those with a parent) say nothing new.
 */
export const foreignKeysSql = `
with ${visible}
select
  near.oid::int8 as relation,
  c.conname as name,
  ${columnNames("c.conrelid", "c.conkey")} as columns,
  far.oid::int8 as target,
  ${columnNames("c.confrelid", "c.confkey")} as "targetColumns",
  ${action("c.confdeltype")} as "onDelete",
  ${action("c.confupdtype")} as "onUpdate",
  c.condeferrable as deferrable,
  obj_description(c.oid, 'pg_constraint') as comment
from pg_constraint c
join visible near on near.oid = coalesce(pg_partition_root(c.conrelid), c.conrelid)
join visible far on far.oid = coalesce(pg_partition_root(c.confrelid), c.confrelid)
where c.contype = 'f' and c.conparentid = 0
order by near.oid, c.conname`;

export interface CheckRow extends Check {
  readonly relation: number;
}

export const checksSql = `
with ${visible}
select
  v.oid::int8 as relation,
  c.conname as name,
  pg_get_expr(c.conbin, c.conrelid) as expression,
  ${columnNames("c.conrelid", "c.conkey")} as columns,
  obj_description(c.oid, 'pg_constraint') as comment
from visible v
join pg_constraint c on c.conrelid = v.oid and c.contype = 'c'
order by v.oid, c.conname`;
