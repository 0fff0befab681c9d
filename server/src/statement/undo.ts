import { sql } from "kysely";
import type { Grant } from "../access/grant.ts";
import { isJudged } from "../access/sight.ts";
import type { Statement } from "../database/database.ts";
import type { RowState } from "../plan/net-change.ts";
import type { Resource } from "../resource/resource.ts";
import type { Fragment } from "./compile.ts";
import { all, any, columnOf, compile, tableOf } from "./compile.ts";
import { imageMet } from "./image.ts";
import { keyIs, whereOf } from "./where.ts";

/** Both images with personal values in the place of commitments, and tokens in that of hidden ones. */
const opened = sql`lateral (select purser.open_personal(c.before, c.personal) as before,
  purser.open_personal(c.after, c.personal) as after)`;

/**
 * Of a captured change: what it is, its images, the columns of the first whose values the login cannot put back, and what
 * both images meet.
 */
function captured(grants: readonly Grant[]): readonly Fragment[] {
  return [
    sql`c.id`,
    sql`c.table_schema`,
    sql`c.table_name`,
    sql`c.key`,
    sql`c.key_after`,
    sql`o.before`,
    sql`o.after`,
    sql`(select json_agg(p.name) from unnest(c.personal) as p (name)
      where c.before ->> p.name is not null
        and not exists (select from purser.personal_value as v where v.commitment = decode(c.before ->> p.name, 'hex')))`,
    imageMet(grants, "c", "before"),
    imageMet(grants, "c", "after"),
  ];
}

export const capturedWidth = captured([]).length;

function capturedColumns(grants: readonly Grant[]): Fragment {
  return sql.join(
    captured(grants).map((column, index) => sql`${column} as ${sql.id(`c${index}`)}`),
  );
}

/** What an operation has changed; also, in its own transaction, what it has changed so far. `grants` are to judge it by. */
export function selectCaptured(
  operation: string,
  limit: number | null,
  grants: readonly Grant[],
): Fragment {
  return sql`select ${capturedColumns(grants)} from purser.change as c, ${opened} as o
    where c.operation_id = ${operation}::uuid order by c.id limit ${limit}`;
}

/**
 * What the first transaction to change a record after a moment did to it. An operation counts from when it began; what
 * others wrote beside Purser, from when it was captured.
 */
export function selectFirstAfter(grant: Grant, key: readonly string[], moment: string): Fragment {
  const { schema, name } = grant.resource.table;
  const json = JSON.stringify(key);
  const isRecord = (alias: string) => sql`${sql.ref(`${alias}.table_schema`)} = ${schema}
    and ${sql.ref(`${alias}.table_name`)} = ${name}
    and (${sql.ref(`${alias}.key`)} = ${json}::jsonb or ${sql.ref(`${alias}.key_after`)} = ${json}::jsonb)`;
  return sql`select ${capturedColumns([grant])} from purser.change as c, ${opened} as o
    where ${isRecord("c")} and c.xid = (
      select f.xid from purser.change as f left join purser.operation as b on b.id = f.operation_id and b.xid = f.xid
      where ${isRecord("f")} and coalesce(b.at, f.at) > ${moment}::timestamptz
      order by f.at, f.id limit 1)
    order by c.id`;
}

/** What was deferred to the commit happens now, where it can still be compared. */
export const settle: Statement = compile(sql`set constraints all immediate`);

/**
 * Rows as capture would record them: the visible columns' text by name, as one JSON object a row, and what the row meets
 * as `imageMet` has it.
 */
export function selectImages(
  grant: Grant,
  keys: readonly (readonly string[])[],
  options: { readonly forUpdate: boolean },
): Fragment {
  const { resource, rows, conditions } = grant;
  const names = resource.fields.map(({ name }) => name);
  const texts = sql.join(names.map((name) => sql`${columnOf(name)}::text`));
  const met = isJudged(grant)
    ? sql`json_build_array(${sql.join([rows, ...conditions].map((each) => sql`coalesce(${whereOf(each)}, false)`))})`
    : sql`null`;
  const lock = options.forUpdate ? sql`for update` : sql``;
  return sql`select json_object(${names}::text[], array[${texts}]) as c0, ${met} as c1 from ${tableOf(resource.table)}
    where ${any(keys.map((key) => keyIs(resource, key)))} ${lock}`;
}

export const imagesWidth = 2;

/**
 * Inserts a row as it was captured, as far as the login may; the setting has the table's own trigger add what nobody may
 * see. The values go from the log to the table inside PostgreSQL; `empty` are columns to leave null for now.
 */
export function putBack(
  resource: Resource,
  { change, image }: RowState,
  empty: readonly string[],
): Statement {
  const columns = resource.columns.filter(
    ({ name, insertable, generated }) =>
      insertable && !generated && !empty.includes(name) && Object.hasOwn(image, name),
  );
  const names = sql.join(columns.map(({ name }) => sql.id(name)));
  const values = sql.join(columns.map(({ name, cast }) => valueBefore(name, cast)));
  return compile(sql`
    insert into ${tableOf(resource.table)} (${names}) overriding system value
    select ${values}
    from purser.change as c, ${opened} as o, set_config('purser.restored_change', c.id::text, true)
    where c.id = ${change}::bigint`);
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
