import { sql } from "kysely";
import * as z from "zod";
import type { Grant, Grants } from "../access/grant.ts";
import type { HistoryAnswer, Refusal } from "../contract/index.ts";
import { isRefusal } from "../contract/index.ts";
import type { Run } from "../execute/context.ts";
import { readLedger } from "../execute/read.ts";
import { openCursor, sealCursor } from "../plan/cursor.ts";
import type { Order } from "../plan/order.ts";
import type { Fragment } from "../statement/compile.ts";
import { layOut } from "../statement/lay-out.ts";
import { changeColumns, changesWithOperation, changeWidth, grantOn, readChange } from "./change.ts";
import { entryWidth, operationColumns, readEntry } from "./entry.ts";
import { besideInReach, changeInReach, entryInReach, tablesInReach } from "./in-reach.ts";
import { refuseUnknown } from "./known-record.ts";
import { outOfBandColumns } from "./out-of-band.ts";

export interface HistoryQuery {
  readonly grant: Grant;
  readonly key: readonly string[];
  readonly after: string | null;
  readonly limit: number;
}

const historyOrder: Order = {
  terms: [
    { column: "at", cast: "timestamptz", nullable: false, direction: "desc" },
    { column: "id", cast: "bigint", nullable: false, direction: "desc" },
  ],
  total: true,
};

const alsoSchema = z
  .array(
    z.object({
      schema: z.string(),
      table: z.string(),
      verb: z.enum(["insert", "update", "delete"]),
      count: z.number(),
    }),
  )
  .nullable();

/**
 * A record's changes, newest first, each with the operation that made it and what else that changed. A record that is
 * not within the reader's reach, and never was, does not exist for them.
 */
export async function readHistory(
  run: Run,
  grants: Grants,
  { grant, key, after, limit }: HistoryQuery,
): Promise<HistoryAnswer | Refusal> {
  const { schema, name } = grant.resource.table;
  const scope = {
    resource: "history",
    order: historyOrder,
    query: [grant.resource.name, key],
  };
  const position = after === null ? null : openCursor(run.deployment.keys.cursor, scope, after);
  if (isRefusal(position)) return position;
  const keyJson = JSON.stringify(key);
  const before = position
    ? sql`and (c.at, c.id) < (${position[0] ?? null}::timestamptz, ${position[1] ?? null}::bigint)`
    : sql``;
  const others = sql`(
    select json_agg(json_build_object('schema', g.table_schema, 'table', g.table_name, 'verb', g.verb, 'count', g.count))
    from (
      select a.table_schema, a.table_name, a.verb, count(*)
      from purser.change as a where a.operation_id = c.operation_id and a.id <> c.id
        and (a.table_schema, a.table_name) in (${tablesInReach(grants)})
      group by 1, 2, 3
    ) as g)`;
  const { stores } = run.deployment;
  const query = layOut(
    [
      ...changeColumns([grant]),
      ...historyColumns(grants, grant.resource.name),
      others,
      sql`case when c.operation_id is null then ${besideInReach(grant, stores.together)}
        else ${entryInReach("o", grants, stores.together)} end`,
    ],
    sql`${changesWithOperation} where c.table_schema = ${schema} and c.table_name = ${name}
      and (c.key = ${keyJson}::jsonb or c.key_after = ${keyJson}::jsonb) and ${changeInReach([grant], key)} ${before}
      order by c.at desc, c.id desc limit ${limit + 1}`,
  );
  const rows = await readLedger(run, query, {
    kind: "record.history",
    resource: grant.resource.name,
    fields: grant.readable.map((field) => field.name),
    details: null,
    pageSize: limit,
    keys: [key],
  });
  const unknown = rows.length === 0 ? await refuseUnknown(run, grant, key) : null;
  if (unknown) return unknown;
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    history: shown.flatMap((row) => {
      const change = readChange(row.slice(0, changeWidth), grants);
      if (!change) return [];
      const [also = null, isInReach] = row.slice(changeWidth + entryWidth);
      const columns = row.slice(changeWidth, changeWidth + entryWidth);
      const entry = readEntry(columns, grants, isInReach === "t");
      return [{ entry, change, also: readAlso(also, grants) }];
    }),
    page: {
      next:
        rows.length > limit && last
          ? sealCursor(run.deployment.keys.cursor, scope, [last[2] ?? null, last[0] ?? null])
          : null,
      previous: null,
    },
  };
}

/** The entry of the operation that made a change, or of the change itself. */
function historyColumns(grants: Grants, resource: string): readonly Fragment[] {
  const beside = outOfBandColumns(sql`${resource}`);
  return operationColumns(grants).map(
    (column, index) =>
      sql`case when c.operation_id is null then (${beside[index]})::text else (${column})::text end`,
  );
}

/** Consequences in tables of which the reader sees every row. */
function readAlso(json: string | null, grants: Grants): HistoryAnswer["history"][number]["also"] {
  return (alsoSchema.parse(JSON.parse(json ?? "null")) ?? []).flatMap(
    ({ schema, table, verb, count }) => {
      const grant = grantOn(grants, schema, table);
      return grant ? [{ table: grant.resource.label, verb, count }] : [];
    },
  );
}
