import { sql } from "kysely";
import type { Grant, Grants } from "../access/grant.ts";
import { isRuled } from "../access/sight.ts";
import type { Field, Resource } from "../resource/resource.ts";
import { all, any, cast, type Fragment } from "../statement/compile.ts";
import { imageMeets, sidesOf } from "../statement/image.ts";
import { grantOn } from "./change.ts";

/** A change of one field that an investigator looks for; plain, since the log keeps what was asked. */
export interface SoughtChange {
  readonly schema: string;
  readonly table: string;
  /** Components of a record's key; null for any record. */
  readonly key: readonly string[] | null;
  readonly field: string;
  /** What `value` is cast to, so that `12.3` finds what the log holds as `12.30`. */
  readonly type: string;
  /** PostgreSQL's input text of what the field was changed from or to; null for whatever it was. */
  readonly value: string | null;
}

export function seekChange(
  { table }: Resource,
  { name, cast: type, shape }: Field,
  key: readonly string[] | null,
  value: string | null,
): SoughtChange {
  const { kind, precision, scale } = shape;
  const isScaled = kind === "decimal" && precision !== undefined && scale !== undefined;
  return {
    schema: table.schema,
    table: table.name,
    key,
    field: name,
    type: isScaled ? `${type}(${precision},${scale})` : type,
    value,
  };
}

/** The operation `o` made it, maybe as a consequence of what it was aimed at; or it is `b`, made beside Purser. */
const isMadeBy = { o: sql`c.operation_id = o.id`, b: sql`c.id = b.change_id` };

/** Whether there is such a change behind an entry, of those that the reader sees on every side that there is. */
export function hasMade(
  alias: keyof typeof isMadeBy,
  { schema, table, key, field, type, value }: SoughtChange,
  grants: Grants,
): Fragment {
  const [before, after] = [sql`c.before ->> ${field}`, sql`c.after ->> ${field}`];
  const given = cast(value, type);
  // Two spellings: some types are cast to text otherwise than they are printed (boolean, inet).
  const texts = sql`(${given}::text, format('%s', ${given}))`;
  const isIn = (side: "before" | "after") =>
    sql`purser.open_personal(${sql.ref(`c.${side}`)}, c.personal) ->> ${field} in ${texts}`;
  return sql`exists (select from purser.change as c where ${all([
    isMadeBy[alias],
    sql`c.table_schema = ${schema}`,
    sql`c.table_name = ${table}`,
    ...(key === null ? [] : [sql`${JSON.stringify(key)}::jsonb in (c.key, c.key_after)`]),
    sql`${before} is distinct from ${after}`,
    ...(value === null ? [] : [any([isIn("before"), isIn("after")])]),
    ...seenSides(grantOn(grants, schema, table)),
  ])})`;
}

function seenSides(grant: Grant | undefined): readonly Fragment[] {
  if (!grant) return [sql`false`];
  const { before, after } = sidesOf("c");
  return isRuled(grant)
    ? [before, after].map((side) => any([sql`${side.image} is null`, imageMeets(grant.rows, side)]))
    : [];
}
