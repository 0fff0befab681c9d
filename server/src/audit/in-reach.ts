import { sql } from "kysely";
import type { Grant, Grants } from "../access/grant.ts";
import { isRuled } from "../access/sight.ts";
import { keyFields } from "../plan/record.ts";
import { all, any, columnOf, type Fragment, tableOf } from "../statement/compile.ts";
import { imageMeets, sidesOf } from "../statement/image.ts";
import { whereOf } from "../statement/where.ts";

/** Lines of the log by the alias that their columns go by: operations, events, intents, changes beside Purser. */
export type Source = "o" | "e" | "i" | "b";

/**
 * Whether all that a line of the log is about is within its reader's reach: each record as it is now or, where it is
 * gone, as the log saw it last. A line about no record tells of all that there are, so it is not for somebody who sees
 * only some. `together` says whether the rows can be asked in the ledger's own statement.
 */
export function entryInReach(alias: Source, grants: Grants, together: boolean): Fragment {
  const cases = [...grants.values()]
    .filter(isRuled)
    .map(
      (grant) => sql`when ${grant.resource.name} then ${inReach(keysOf(alias), grant, together)}`,
    );
  return cases.length === 0
    ? sql`true`
    : sql`case ${sql.ref(`${alias}.resource`)} ${sql.join(cases, sql` `)} else true end`;
}

/** The same of a change `b` beside Purser, in the history of a record of its table. */
export function besideInReach(grant: Grant, together: boolean): Fragment {
  return isRuled(grant) ? inReach(sql`b.keys`, grant, together) : sql`true`;
}

/** An operation that made records is about those, though nobody knew their keys when it began. */
function keysOf(alias: Source): Fragment {
  const keys = sql.ref(`${alias}.keys`);
  if (alias !== "o") return keys;
  return sql`case when ${keys} <> '[]' then ${keys} else (
    select jsonb_agg(coalesce(m.key_after, m.key)) from purser.change as m
    where m.operation_id = o.id and m.table_schema = o.target_schema and m.table_name = o.target_table) end`;
}

function inReach(keys: Fragment, grant: Grant, together: boolean): Fragment {
  if (!together) return sql`false`;
  return sql`(coalesce(jsonb_array_length(${keys}), 0) > 0
    and not exists (select from jsonb_array_elements(${keys}) as k (key) where not ${recordInReach(grant)}))`;
}

/**
 * Of the record with the key `k.key`: where it is gone, or has another key, by its last image under this one. Whatever
 * somebody asked for is recorded, so the key may be none at all.
 */
function recordInReach({ resource, rows }: Grant): Fragment {
  const { table } = resource;
  const key = keyFields(resource);
  if (key.length === 0) return sql`false`;
  const part = (index: number) => sql`(k.key ->> ${sql.lit(index)})`;
  const isKey = all([
    sql`jsonb_array_length(k.key) = ${sql.lit(key.length)}`,
    ...key.map((field, index) => sql`purser.fits(${part(index)}, ${field.cast}::regtype)`),
  ]);
  const isRecord = all(
    key.map(
      (field, index) => sql`${columnOf(field.name)} = ${part(index)}::${sql.raw(field.cast)}`,
    ),
  );
  const { before, after } = sidesOf("c");
  return sql`(case when ${isKey} then coalesce(
    (select coalesce(${whereOf(rows)}, false) from ${tableOf(table)} where ${isRecord}),
    (select case when c.after is null or k.key <> coalesce(c.key_after, c.key) then ${imageMeets(rows, before)} else ${imageMeets(rows, after)} end
      from purser.change as c
      where c.table_schema = ${table.schema} and c.table_name = ${table.name} and (c.key = k.key or c.key_after = k.key)
      order by c.at desc, c.id desc limit 1),
    false) else false end)`;
}

/**
 * Whether a change `c` is of a table that its reader may read, and a side of it is within their reach: where a record's
 * key is given, a side on which it had that key.
 */
export function changeInReach(grants: readonly Grant[], key: readonly string[] | null): Fragment {
  const json = key === null ? null : JSON.stringify(key);
  const isMeant = (side: Fragment) => (json === null ? [] : [sql`${side} = ${json}::jsonb`]);
  const { before, after } = sidesOf("c");
  return any([
    sql`(c.table_schema, c.table_name) in (${wholeTables(grants)})`,
    ...grants
      .filter(isRuled)
      .map(({ resource: { table }, rows }) =>
        all([
          sql`c.table_schema = ${table.schema}`,
          sql`c.table_name = ${table.name}`,
          any([
            all([...isMeant(sql`c.key`), imageMeets(rows, before)]),
            all([...isMeant(sql`coalesce(c.key_after, c.key)`), imageMeets(rows, after)]),
          ]),
        ]),
      ),
  ]);
}

/** Tables of which somebody sees every record: what followed in others is not even counted. */
export function tablesInReach(grants: Grants): Fragment {
  return wholeTables([...grants.values()]);
}

function wholeTables(grants: readonly Grant[]): Fragment {
  const tables = grants.filter((grant) => !isRuled(grant)).map(({ resource }) => resource.table);
  const schemas = tables.map(({ schema }) => schema);
  const names = tables.map(({ name }) => name);
  return sql`select w.schema, w.name from unnest(${schemas}::text[], ${names}::text[]) as w (schema, name)`;
}
