import { sql } from "kysely";
import * as z from "zod";
import type { Grant, Grants } from "../access/grant.ts";
import type { AuditChange, WireValue } from "../contract/index.ts";
import type { TextRow } from "../database/database.ts";
import { wireDecoder } from "../database/wire.ts";
import { encodeKey } from "../resource/key.ts";
import type { Fragment } from "../statement/compile.ts";
import type { Side } from "./personal.ts";
import { erasedColumns, openSide, personalColumnsOfChange, readPersonal } from "./personal.ts";

/** Columns of a change, as `readChange` expects them; `c` and its operation `o`, if any, are in scope. */
export const changeColumns: readonly Fragment[] = [
  sql`c.id`,
  sql`c.operation_id`,
  sql`c.at`,
  sql`c.table_schema`,
  sql`c.table_name`,
  sql`c.key`,
  sql`c.verb`,
  sql`o.id is null or c.table_schema = o.target_schema and c.table_name = o.target_table
    and (o.keys = '[]' or c.key in (select jsonb_array_elements(o.keys)))`,
  sql`c.before`,
  sql`c.after`,
  ...personalColumnsOfChange,
];

export const changeWidth = changeColumns.length;

export const keySchema = z.array(z.string().nullable());
export const sideSchema = z.record(z.string(), z.string().nullable()).nullable();

/** One row's before and after as a reader with these grants may see it; null when they may not read that table. */
export function readChange(row: TextRow, grants: Grants): AuditChange | null {
  const [id, operation, at, schema, table, key, verb, direct, before, after, ...rest] = row;
  const grant = grantOn(grants, schema ?? "", table ?? "");
  if (!grant) return null;
  const [was, is] = [before, after].map((side) => sideSchema.parse(JSON.parse(side ?? "null")));
  const personal = readPersonal(rest[0] ?? null, rest[1] ?? null);
  const erased = new Set([was, is].flatMap((side) => (side ? erasedColumns(side, personal) : [])));
  const changed = grant.readable
    .filter(({ name }) => was && is && textOf(was, name) !== textOf(is, name))
    .map((field) => field.name);
  return {
    id: id ?? "",
    operation: operation ?? "",
    at: at ?? "",
    resource: grant.resource.name,
    table: table ?? "",
    key:
      grant.key.length > 0
        ? encodeKey(keySchema.parse(JSON.parse(key ?? "[]")).map((part) => part ?? ""))
        : "",
    verb: verb === "insert" || verb === "delete" ? verb : "update",
    cause: direct === "t" ? "direct" : "cascade",
    before: shapeSide(grant, was ? openSide(was, personal) : null),
    after: shapeSide(grant, is ? openSide(is, personal) : null),
    changed,
    erased: grant.readable.map(({ name }) => name).filter((name) => erased.has(name)),
  };
}

export function grantOn(grants: Grants, schema: string, table: string): Grant | undefined {
  for (const grant of grants.values())
    if (grant.resource.table.schema === schema && grant.resource.table.name === table) return grant;
  return undefined;
}

/** Only fields that the reader may see today, whatever could be seen when the change was made. */
export function shapeSide(grant: Grant, side: Side | null): AuditChange["before"] {
  if (side === null) return null;
  return Object.fromEntries(
    grant.readable
      .filter(({ name }) => Object.hasOwn(side, name))
      .map((field): readonly [string, WireValue] => {
        const text = textOf(side, field.name);
        return [field.name, text === null ? null : wireDecoder(field.shape)(text)];
      }),
  );
}

function textOf(side: Side, name: string): string | null {
  return Object.hasOwn(side, name) ? (side[name] ?? null) : null;
}
