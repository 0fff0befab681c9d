import { sql } from "kysely";
import type { Grants } from "../access/grant.ts";
import type { AuditEntryAnswer, Refusal } from "../contract/index.ts";
import { refuse } from "../contract/index.ts";
import type { TextRow } from "../database/database.ts";
import type { Run } from "../execute/context.ts";
import { readLedger } from "../execute/read.ts";
import type { Fragment } from "../statement/compile.ts";
import { layOut, named } from "../statement/lay-out.ts";
import { changeColumns, changesWithOperation, readChange } from "./change.ts";
import { eventColumns, intentColumns, isAbandoned, operationColumns, readEntry } from "./entry.ts";
import { changeInReach, entryInReach, type Source } from "./in-reach.ts";
import { changeOfEntry, outOfBandColumns, outOfBandOf } from "./out-of-band.ts";

/** An operation shows at most this many of its changes at once. */
const mostChanges = 500;

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

const columnsOnly: readonly Fragment[] = eventColumns.map(
  (_, index) => sql`${sql.id(`c${index}`)}`,
);

/** Lines about a resource that the reader may not read are not theirs to open. */
function mayRead(row: TextRow, grants: Grants): boolean {
  const resource = row[9] ?? null;
  return resource === null || grants.has(resource);
}
