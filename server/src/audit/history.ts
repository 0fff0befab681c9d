import { sql } from "kysely";
import * as z from "zod";
import type { Grant, Grants } from "../access/grant.ts";
import type { AuditEntryAnswer, HistoryAnswer, Refusal } from "../contract/index.ts";
import { isRefusal, refuse } from "../contract/index.ts";
import type { TextRow } from "../database/database.ts";
import type { Run } from "../execute/context.ts";
import { readLedger } from "../execute/read.ts";
import { openCursor, sealCursor } from "../plan/cursor.ts";
import type { Order } from "../plan/order.ts";
import type { Fragment } from "../statement/compile.ts";
import { changeColumns, changeWidth, grantOn, readChange } from "./change.ts";
import {
  entryWidth,
  eventColumns,
  intentColumns,
  isAbandoned,
  operationColumns,
  readEntry,
} from "./entry.ts";
import {
  besideInReach,
  changeInReach,
  entryInReach,
  type Source,
  tablesInReach,
} from "./in-reach.ts";
import { refuseUnknown } from "./known-record.ts";
import { changeOfEntry, outOfBandColumns, outOfBandOf } from "./out-of-band.ts";

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

/** An operation shows at most this many of its changes at once. */
const mostChanges = 500;

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

/** One line of the log with the changes that an operation made. */
export async function readAuditEntry(
  run: Run,
  grants: Grants,
  id: string,
): Promise<AuditEntryAnswer | Refusal> {
  const outOfBand = changeOfEntry(id);
  const inReach = (alias: Source) => entryInReach(alias, grants, run.deployment.stores.together);
  const recorded = {
    kind: "audit.read",
    resource: null,
    fields: [],
    details: { entry: id },
    pageSize: 1,
    keys: [],
  };
  const [found] = await readLedger(
    run,
    layOut(
      columnsOnly,
      sql`(
      select ${named(operationColumns(grants))} from purser.operation as o
        left join purser.outcome as u on u.operation_id = o.id and u.at = o.at
        left join purser.session as s on s.id = o.session_id
        where o.id = ${id}::uuid and ${inReach("o")}
      union all
      select ${named(eventColumns)} from purser.event as e left join purser.session as s on s.id = e.session_id
        where e.id = ${id}::uuid and ${inReach("e")}
      union all
      select ${named(intentColumns)} from purser.intent as i left join purser.session as s on s.id = i.session_id
        where i.id = ${id}::uuid and ${isAbandoned} and ${inReach("i")}
      union all
      select ${named(outOfBandColumns(sql`b.resource`))} from ${outOfBandOf(grants)}
        where b.change_id = ${outOfBand}::bigint and ${inReach("b")}) as entry`,
    ),
    recorded,
  );
  if (!found || !mayRead(found, grants)) return refuse("not_found");
  const entry = readEntry(found, grants);
  if (entry.type === "event" && outOfBand === null) return { entry, changes: [] };
  const isMeant =
    outOfBand === null
      ? sql`c.operation_id = ${id}::uuid`
      : sql`c.id = ${outOfBand}::bigint and c.operation_id is null`;
  const changes = await readLedger(
    run,
    layOut(
      changeColumns([...grants.values()]),
      sql`${changesWithOperation} where ${isMeant} and ${changeInReach([...grants.values()], null)} order by c.id limit ${mostChanges}`,
    ),
    { ...recorded, kind: "audit.changes", pageSize: mostChanges },
  );
  return { entry, changes: changes.flatMap((row) => readChange(row, grants) ?? []) };
}

/** The entry of the operation that made a change, or of the change itself. */
function historyColumns(grants: Grants, resource: string): readonly Fragment[] {
  const beside = outOfBandColumns(sql`${resource}`);
  return operationColumns(grants).map(
    (column, index) =>
      sql`case when c.operation_id is null then (${beside[index]})::text else (${column})::text end`,
  );
}

const changesWithOperation = sql`purser.change as c
  left join purser.out_of_band as b on b.change_id = c.id and b.at = c.at
  left join purser.operation as o on o.xid = c.xid and o.id = c.operation_id
  left join purser.outcome as u on u.operation_id = o.id and u.at = o.at
  left join purser.session as s on s.id = o.session_id`;

const columnsOnly: readonly Fragment[] = eventColumns.map(
  (_, index) => sql`${sql.id(`c${index}`)}`,
);

function layOut(columns: readonly Fragment[], from: Fragment) {
  return {
    select: sql`select ${named(columns)} from ${from}`,
    width: columns.length,
    key: [],
  };
}

function named(columns: readonly Fragment[]): Fragment {
  return sql.join(columns.map((column, index) => sql`${column} as ${sql.id(`c${index}`)}`));
}

/** Lines about a resource that the reader may not read are not theirs to open. */
function mayRead(row: TextRow, grants: Grants): boolean {
  const resource = row[9] ?? null;
  return resource === null || grants.has(resource);
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
