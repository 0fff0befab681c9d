import { sql } from "kysely";
import type { Statement } from "../database/database.ts";
import type { RowState } from "../plan/net-change.ts";
import type { Resource } from "../resource/resource.ts";
import type { Fragment } from "./compile.ts";
import { all, any, columnOf, compile, tableOf } from "./compile.ts";
import { keyIs } from "./where.ts";

/** Both images with personal values in the place of commitments. */
const opened = sql`lateral (select purser.open_personal(c.before, c.personal) as before,
  purser.open_personal(c.after, c.personal) as after)`;

/** Of a captured change: what it is, its images, and the columns of the first whose values were erased from the log. */
const captured: readonly Fragment[] = [
  sql`c.id`,
  sql`c.table_schema`,
  sql`c.table_name`,
  sql`c.key`,
  sql`c.key_after`,
  sql`o.before`,
  sql`o.after`,
  sql`(select json_agg(p.name) from unnest(c.personal) as p (name)
    where c.before ->> p.name is not null and o.before ->> p.name is null)`,
];

export const capturedWidth = captured.length;

const capturedColumns = sql.join(
  captured.map((column, index) => sql`${column} as ${sql.id(`c${index}`)}`),
);

/** What an operation has changed; also, in its own transaction, what it has changed so far. */
export function selectCaptured(operation: string, limit: number | null): Fragment {
  return sql`select ${capturedColumns} from purser.change as c, ${opened} as o
    where c.operation_id = ${operation}::uuid order by c.id limit ${limit}`;
}

/**
 * What the first transaction to change a record after a moment did to it. An operation counts from when it began; what
 * others wrote beside Purser, from when it was captured.
 */
export function selectFirstAfter(
  { schema, name }: Resource["table"],
  key: readonly string[],
  moment: string,
): Fragment {
  const json = JSON.stringify(key);
  const isRecord = (alias: string) => sql`${sql.ref(`${alias}.table_schema`)} = ${schema}
    and ${sql.ref(`${alias}.table_name`)} = ${name}
    and (${sql.ref(`${alias}.key`)} = ${json}::jsonb or ${sql.ref(`${alias}.key_after`)} = ${json}::jsonb)`;
  return sql`select ${capturedColumns} from purser.change as c, ${opened} as o
    where ${isRecord("c")} and c.xid = (
      select f.xid from purser.change as f left join purser.operation as b on b.id = f.operation_id and b.xid = f.xid
      where ${isRecord("f")} and coalesce(b.at, f.at) > ${moment}::timestamptz
      order by f.at, f.id limit 1)
    order by c.id`;
}

/** What was deferred to the commit happens now, where it can still be compared. */
export const settle: Statement = compile(sql`set constraints all immediate`);

/** Rows as capture would record them: the visible columns' text by name, as one JSON object a row. */
export function selectImages(
  resource: Resource,
  keys: readonly (readonly string[])[],
  options: { readonly forUpdate: boolean },
): Fragment {
  const names = resource.fields.map(({ name }) => name);
  const texts = sql.join(names.map((name) => sql`${columnOf(name)}::text`));
  const lock = options.forUpdate ? sql`for update` : sql``;
  return sql`select json_object(${names}::text[], array[${texts}]) as c0 from ${tableOf(resource.table)}
    where ${any(keys.map((key) => keyIs(resource, key)))} ${lock}`;
}

/**
 * Inserts a row as it was captured. The values go from the log to the table inside PostgreSQL, so that what nobody may
 * see passes through nothing that could show it; `empty` are columns to leave null for now.
 */
export function putBack(
  resource: Resource,
  { change, image }: RowState,
  empty: readonly string[],
): Statement {
  const columns = resource.columns.filter(
    ({ name, generated }) => !generated && !empty.includes(name) && Object.hasOwn(image, name),
  );
  const names = sql.join(columns.map(({ name }) => sql.id(name)));
  const values = sql.join(columns.map(({ name, cast }) => valueBefore(name, cast)));
  return compile(sql`
    insert into ${tableOf(resource.table)} (${names}) overriding system value
    select ${values} from purser.change as c, ${opened} as o where c.id = ${change}::bigint`);
}

/** Sets columns of the row with this key to what they were before a change. */
export function setBack(
  resource: Resource,
  key: readonly string[],
  { change }: RowState,
  columns: readonly string[],
): Statement {
  const set = sql.join(
    resource.columns
      .filter(({ name }) => columns.includes(name))
      .map(({ name, cast }) => sql`${sql.id(name)} = ${valueBefore(name, cast)}`),
  );
  return compile(sql`
    update ${tableOf(resource.table)} set ${set} from purser.change as c, ${opened} as o
    where ${all([sql`c.id = ${change}::bigint`, keyIs(resource, key)])}`);
}

export function emptyColumns(
  resource: Resource,
  key: readonly string[],
  columns: readonly string[],
): Statement {
  const set = sql.join(columns.map((name) => sql`${sql.id(name)} = null`));
  return compile(sql`update ${tableOf(resource.table)} set ${set} where ${keyIs(resource, key)}`);
}

export function takeAway(resource: Resource, key: readonly string[]): Statement {
  return compile(sql`delete from ${tableOf(resource.table)} where ${keyIs(resource, key)}`);
}

/** A value as it was before a change. `cast` comes from `format_type`, which quotes as needed. */
function valueBefore(name: string, cast: string): Fragment {
  return sql`(o.before ->> ${name}::text)::${sql.raw(cast)}`;
}
