import { sql } from "kysely";
import type { Grants } from "../access/grant.ts";
import type { AuditEntry, AuditListAnswer, Refusal } from "../contract/index.ts";
import { isRefusal } from "../contract/index.ts";
import type { Run } from "../execute/context.ts";
import { readLedger } from "../execute/read.ts";
import type { Position } from "../plan/cursor.ts";
import { openCursor, sealCursor } from "../plan/cursor.ts";
import type { Order } from "../plan/order.ts";
import type { Fragment } from "../statement/compile.ts";
import { all } from "../statement/compile.ts";
import { named } from "../statement/lay-out.ts";
import {
  entryWidth,
  eventColumns,
  intentColumns,
  isAbandoned,
  operationColumns,
  readEntry,
} from "./entry.ts";
import { entryInReach, type Source } from "./in-reach.ts";
import { outOfBandColumns, outOfBandOf } from "./out-of-band.ts";
import { hasMade, type SoughtChange } from "./sought-change.ts";

/** What an investigator looks for; null where it does not matter. */
export interface AuditQuery {
  /** Subject or e-mail address in full, or part of the name. */
  readonly actor: string | null;
  readonly resource: string | null;
  /** Components of a record's key; needs `resource`. */
  readonly key: readonly string[] | null;
  /** Operations that made such a change, whatever they were aimed at: `resource` and `key` are of the change then. */
  readonly change: SoughtChange | null;
  readonly kind: string | null;
  readonly type: AuditEntry["type"] | null;
  /** `none` is what a crash leaves. */
  readonly outcome: "done" | "refused" | "none" | null;
  /** Whether with what only showed something. */
  readonly reads: boolean;
  /** Instants, the first included and the last not. */
  readonly from: string | null;
  readonly to: string | null;
  readonly after: string | null;
  readonly before: string | null;
  readonly limit: number;
}

/** Newest first. */
const auditOrder: Order = {
  terms: [
    { column: "at", cast: "timestamptz", nullable: false, direction: "desc" },
    { column: "id", cast: "uuid", nullable: false, direction: "desc" },
  ],
  total: true,
};

/** Operations and events together, of what the reader may read. Reading the log is itself recorded. */
export async function listAudit(
  run: Run,
  grants: Grants,
  query: AuditQuery,
): Promise<AuditListAnswer | Refusal> {
  const { after, before, limit, ...asked } = query;
  const scope = {
    resource: "audit",
    order: auditOrder,
    query: asked,
  };
  const cursor = after ?? before;
  const position = cursor === null ? null : openCursor(run.deployment.keys.cursor, scope, cursor);
  if (isRefusal(position)) return position;
  const backwards = before !== null;
  const { together } = run.deployment.stores;
  const inReach = (alias: Source) => entryInReach(alias, grants, together);
  const select = entriesQuery(grants, inReach, asked, position, backwards, limit + 1);
  const rows = await readLedger(run, select, {
    kind: "audit.list",
    resource: query.resource,
    fields: [],
    details: { query: asked },
    pageSize: limit,
    keys: [],
  });
  const hasMore = rows.length > limit;
  const shown = backwards ? rows.slice(0, limit).reverse() : rows.slice(0, limit);
  const cursorAt = (row: (typeof rows)[number] | undefined) =>
    row ? sealCursor(run.deployment.keys.cursor, scope, [row[2] ?? null, row[1] ?? null]) : null;
  return {
    entries: shown.map((row) => readEntry(row, grants)),
    page: {
      next: hasMore || backwards ? cursorAt(shown.at(-1)) : null,
      previous: backwards
        ? hasMore
          ? cursorAt(shown[0])
          : null
        : position
          ? cursorAt(shown[0])
          : null,
    },
  };
}

type Asked = Omit<AuditQuery, "after" | "before" | "limit">;

function entriesQuery(
  grants: Grants,
  inReach: (alias: Source) => Fragment,
  asked: Asked,
  position: Position | null,
  backwards: boolean,
  limit: number,
) {
  const direction = sql.raw(backwards ? "asc" : "desc");
  const branch = (
    alias: Source,
    columns: readonly Fragment[],
    from: Fragment,
    further: readonly Fragment[] = [],
  ) => sql`(
    select ${named(columns)} from ${from}
    where ${all([...conditionsOn(alias, grants, asked, position, backwards), ...further, inReach(alias)])}
    order by ${sql.ref(`${alias}.at`)} ${direction}, ${sql.ref(`${alias}.id`)} ${direction}
    limit ${limit})`;
  const operations = sql`purser.operation as o
    left join purser.outcome as u on u.operation_id = o.id and u.at = o.at
    left join purser.session as s on s.id = o.session_id`;
  const events = sql`purser.event as e left join purser.session as s on s.id = e.session_id`;
  const intents = sql`purser.intent as i left join purser.session as s on s.id = i.session_id`;
  return {
    select: sql`select * from (${branch("o", operationColumns(grants), operations)}
        union all ${branch("e", eventColumns, events)}
        union all ${branch("i", intentColumns, intents, [isAbandoned])}
        union all ${branch("b", outOfBandColumns(sql`b.resource`), outOfBandOf(grants))}) as entry
      order by c2 ${direction}, c1 ${direction} limit ${limit}`,
    width: entryWidth,
    key: [],
  };
}

function conditionsOn(
  alias: Source,
  grants: Grants,
  { actor, resource, key, change, kind, type, outcome, reads, from, to }: Asked,
  position: Position | null,
  backwards: boolean,
): readonly Fragment[] {
  const of = (name: string) => sql.ref(`${alias}.${name}`);
  const readable = [...grants.keys()];
  return [
    sql`(${of("resource")} is null or ${of("resource")} = any(${readable}::text[]))`,
    ...(change === null
      ? []
      : [alias === "o" || alias === "b" ? hasMade(alias, change, grants) : sql`false`]),
    ...(change !== null || resource === null ? [] : [sql`${of("resource")} = ${resource}`]),
    ...(change !== null || key === null
      ? []
      : [sql`${JSON.stringify(key)}::jsonb in (select jsonb_array_elements(${of("keys")}))`]),
    ...(type === null || type === typeOf[alias] ? [] : [sql`false`]),
    ...(outcome === null ? [] : [isOutcome[alias][outcome]]),
    ...(reads || alias !== "e" ? [] : [sql`not e.is_read`]),
    ...(kind === null
      ? []
      : [alias === "b" ? sql`${kind} = 'change.outOfBand'` : sql`${of("kind")} = ${kind}`]),
    ...(from === null ? [] : [sql`${of("at")} >= ${from}::timestamptz`]),
    ...(to === null ? [] : [sql`${of("at")} < ${to}::timestamptz`]),
    ...(actor === null ? [] : [isBy(alias, actor)]),
    ...(position === null
      ? []
      : [
          sql`(${of("at")}, ${of("id")}) ${sql.raw(backwards ? ">" : "<")} (${position[0] ?? null}::timestamptz, ${position[1] ?? null}::uuid)`,
        ]),
  ];
}

const typeOf: { readonly [alias in Source]: AuditEntry["type"] } = {
  o: "operation",
  e: "event",
  i: "operation",
  b: "event",
};

const isOutcome: {
  readonly [alias in Source]: { readonly [outcome in "done" | "refused" | "none"]: Fragment };
} = {
  o: {
    done: sql`u.operation_id is not null`,
    refused: sql`false`,
    none: sql`u.operation_id is null`,
  },
  e: { done: sql`e.code is null`, refused: sql`e.code is not null`, none: sql`false` },
  i: { done: sql`false`, refused: sql`false`, none: sql`true` },
  b: { done: sql`true`, refused: sql`false`, none: sql`false` },
};

function isBy(alias: Source, actor: string): Fragment {
  const part = `%${actor.replaceAll(/[\\%_]/g, "\\$&")}%`;
  if (alias === "b") return sql`(b.login = ${actor} or b.login ilike ${part})`;
  const sessions = sql`${sql.ref(`${alias}.session_id`)} in (
    select p.id from purser.session as p where p.subject = ${actor} or lower(p.email) = lower(${actor}) or p.name ilike ${part})`;
  if (alias !== "e") return sessions;
  return sql`(${sessions} or lower(e.actor ->> 'email') = lower(${actor}) or e.actor ->> 'subject' = ${actor} or e.actor ->> 'name' ilike ${part})`;
}
