import pg from "pg";
import { outputSettings } from "../database/database.ts";
import type { ArmedTable } from "./armed-table.ts";
import type { Arming, Binding } from "./capture.ts";
import { captureFunction } from "./capture.ts";

const id = pg.escapeIdentifier;
const text = pg.escapeLiteral;

/** Name of the trigger that records what is written beside Purser. */
export const othersTrigger = "purser_capture_others";

/**
 * The statements that have a table's other writers recorded too: nobody's operation, under the name of their database
 * user. Their own settings decide nothing about the bytes. TRUNCATE fires no trigger for rows and leaves no record.
 */
export function recordOthersStatements(armed: ArmedTable, login: string): Arming {
  const table = `${id(armed.schema)}.${id(armed.name)}`;
  const procedure = `purser.${id(procedureOf(armed))}`;
  return {
    asOwner: [
      captureFunction(armed, procedure, beside),
      `revoke all on function ${procedure}() from public`,
    ],
    onTable: [
      `drop trigger if exists ${othersTrigger} on ${table}`,
      `create trigger ${othersTrigger} after insert or update or delete on ${table} for each row when (session_user <> ${text(login)}) execute function ${procedure}()`,
      `alter table ${table} enable always trigger ${othersTrigger}`,
    ],
  };
}

/** The statements that end it. */
export function ignoreOthersStatements(
  armed: Pick<ArmedTable, "schema" | "name">,
): readonly string[] {
  return [`drop trigger if exists ${othersTrigger} on ${id(armed.schema)}.${id(armed.name)}`];
}

function procedureOf({ procedure }: ArmedTable): string {
  return `${procedure}_others`;
}

/** The application must go on writing when Purser has not run for months: the partition is then made here. */
const beside: Binding = {
  columns: "null::pg_catalog.uuid, pg_catalog.pg_current_xact_id()",
  from: "",
  before: `
  if pg_catalog.to_regclass('purser.change_' operator(pg_catalog.||) pg_catalog.to_char(pg_catalog.clock_timestamp(), 'YYYY_MM')) is null then
    perform purser.ensure_months();
  end if;`,
  after: "",
  settings: Object.entries(outputSettings)
    .map(([name, value]) => ` set ${name} = ${text(value)}`)
    .join(""),
};
