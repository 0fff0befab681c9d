import { sql } from "kysely";
import * as z from "zod";
import type { Grant, Grants } from "../access/grant.ts";
import { keyTextOf } from "../access/record-key.ts";
import { type Sight, sightOf } from "../access/sight.ts";
import type { AuditChange } from "../contract/index.ts";
import type { TextRow } from "../database/database.ts";
import type { Fragment } from "../statement/compile.ts";
import { imageMet } from "../statement/image.ts";
import { clearFields } from "./clear-fields.ts";
import { isDirect } from "./entry.ts";
import { erasedColumns, openSide, personalColumnsOfChange, readPersonal } from "./personal.ts";
import { differingFields, maskedIn, showImage, valuesOf } from "./shown-image.ts";

/**
 * Columns of a change, as `readChange` expects them; `c` and its operation `o`, if any, are in scope. `grants` are those
 * on the tables that the change may be of.
 */
export function changeColumns(grants: readonly Grant[]): readonly Fragment[] {
  return [
    sql`c.id`,
    sql`c.operation_id`,
    sql`c.at`,
    sql`c.table_schema`,
    sql`c.table_name`,
    sql`c.key`,
    sql`c.key_after`,
    sql`c.verb`,
    sql`o.id is null or ${isDirect("c")}`,
    sql`c.before`,
    sql`c.after`,
    imageMet(grants, "c", "before"),
    imageMet(grants, "c", "after"),
    ...personalColumnsOfChange,
  ];
}

/** Changes `c` with whatever else `changeColumns` and the columns of their operation read. */
export const changesWithOperation = sql`purser.change as c
  left join purser.out_of_band as b on b.change_id = c.id and b.at = c.at
  left join purser.operation as o on o.xid = c.xid and o.id = c.operation_id
  left join purser.outcome as u on u.operation_id = o.id and u.at = o.at
  left join purser.session as s on s.id = o.session_id`;

export const changeWidth = changeColumns([]).length;

export const keySchema = z.array(z.string().nullable());
export const sideSchema = z.record(z.string(), z.string().nullable()).nullable();
export const metSchema = z.array(z.boolean()).nullable();

/** Reads what `imageMet` selected. */
export function readSight(grant: Grant, json: string | null | undefined): Sight {
  return sightOf(grant, metSchema.parse(JSON.parse(json ?? "null")));
}

/**
 * One row's before and after as a reader with these grants may see it; null when they may not read that table, or
 * neither side. A side that they may not see is not there, nor is the key that the record had on it.
 */
export function readChange(row: TextRow, grants: Grants): AuditChange | null {
  const [id, operation, at, schema, table, keyBefore, keyAfter, verb, direct, ...rest] = row;
  const [before, after, metBefore, metAfter, committed, values] = rest;
  const grant = grantOn(grants, schema ?? "", table ?? "");
  if (!grant) return null;
  const personal = readPersonal(committed ?? null, values ?? null);
  const readSide = (json: string | null | undefined, met: string | null | undefined) => {
    const side = sideSchema.parse(JSON.parse(json ?? "null"));
    const image = showImage(grant, side && openSide(side, personal), readSight(grant, met), side);
    return { image, erased: side && image ? erasedColumns(side, personal) : [] };
  };
  const was = readSide(before, metBefore);
  const is = readSide(after, metAfter);
  if (!was.image && !is.image) return null;
  const key = was.image ? keyBefore : (keyAfter ?? keyBefore);
  const erased = new Set(
    [was, is].flatMap((side) => side.erased.filter((name) => side.image?.has(name))),
  );
  return {
    id: id ?? "",
    operation: operation ?? "",
    at: at ?? "",
    resource: grant.resource.name,
    table: table ?? "",
    key:
      grant.key.length > 0
        ? keyTextOf(
            grant,
            keySchema.parse(JSON.parse(key ?? "[]")).map((part) => part ?? ""),
          )
        : "",
    verb: verb === "insert" || verb === "delete" ? verb : "update",
    cause: direct === "t" ? "direct" : "cascade",
    before: valuesOf(was.image),
    after: valuesOf(is.image),
    ...maskedIn(grant, was.image, is.image),
    changed: differingFields(grant, was.image, is.image),
    erased: grant.readable.map(({ name }) => name).filter((name) => erased.has(name)),
    disclosable: clearFields(grant)
      .map(({ name }) => name)
      .filter((name) => personal.columns.includes(name) && !erased.has(name)),
  };
}

export function grantOn(grants: Grants, schema: string, table: string): Grant | undefined {
  for (const grant of grants.values())
    if (grant.resource.table.schema === schema && grant.resource.table.name === table) return grant;
  return undefined;
}
