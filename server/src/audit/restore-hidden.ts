import pg from "pg";
import type { ArmedTable } from "./armed-table.ts";
import type { Arming } from "./capture.ts";

const id = pg.escapeIdentifier;
const text = pg.escapeLiteral;

const restoreTrigger = "purser_restore";

/**
 * The statements that let hidden columns come back with their row, where an undo puts it back: Purser's login inserts
 * what it may see, names the change in a setting, and this trigger adds the rest from the log. It never runs otherwise.
 * Threat: a function that gave the value, or wrote the row itself, would hand the login the value, or the application's
 * triggers the ledger's rights.
 */
export function restoreHiddenStatements(armed: ArmedTable, login: string): Arming {
  const table = `${id(armed.schema)}.${id(armed.name)}`;
  const procedure = `purser.${id(armed.procedure.replace("capture", "restore"))}`;
  const drop = `drop trigger if exists ${restoreTrigger} on ${table}`;
  if (armed.hidden.length === 0) return { asOwner: [], onTable: [drop] };
  return {
    asOwner: [
      `create or replace function ${procedure}() returns trigger language plpgsql security definer as ${text(restoreFunction(armed))}`,
      `revoke all on function ${procedure}() from public`,
    ],
    onTable: [
      drop,
      `create trigger ${restoreTrigger} before insert on ${table} for each row
        when (session_user = ${text(login)} and pg_catalog.current_setting('purser.restored_change', true) <> '')
        execute function ${procedure}()`,
    ],
  };
}

/** Every name in full, since search_path is the caller's: under it the values were printed, and so they are read. */
function restoreFunction({ schema, name, key, hidden }: ArmedTable): string {
  const texts = key.map((column) => `new.${id(column)}::pg_catalog.text`).join(", ");
  const columns = hidden.map(
    (column) => `
  if v_row operator(pg_catalog.?) ${text(column)} then
    new.${id(column)} := v_row operator(pg_catalog.->>) ${text(column)};
  end if;`,
  );
  return `
declare
  v_row pg_catalog.jsonb := purser.row_to_restore(${text(schema)}, ${text(name)}, pg_catalog.to_jsonb(array[${texts}]));
begin${columns.join("")}
  return new;
end
`;
}
