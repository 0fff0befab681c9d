import pg from "pg";
import type { Relation } from "../catalog/catalog.ts";
import type { ArmedTable } from "./armed-table.ts";
import type { Row } from "./personal-capture.ts";
import { capturePersonal } from "./personal-capture.ts";

const id = pg.escapeIdentifier;
const text = pg.escapeLiteral;

/** Name of the capture trigger on every armed table. */
const captureTrigger = "purser_capture";
const truncateTrigger = "purser_refuse_truncate";

export interface Arming {
  /** To run as `purser_owner`, whose rights the capture function has. */
  readonly asOwner: readonly string[];
  /** To run with rights on the table. */
  readonly onTable: readonly string[];
}

export function armedTable(
  relation: Relation,
  { committed, hidden }: Pick<ArmedTable, "committed" | "hidden">,
): ArmedTable {
  return {
    schema: relation.schema,
    name: relation.name,
    procedure: `capture_${relation.oid}`,
    columns: relation.columns.map((column) => column.name),
    key: relation.primaryKey?.columns ?? [],
    committed,
    hidden,
  };
}

/**
 * The statements that arm a table: a capture function of its own, whose column list is fixed text, and the triggers
 * that call it. They fire for Purser's login alone, so that the application's own writes pay next to nothing.
 * A change without an operation in the same transaction is refused, whichever role is current: during a cascade that
 * is the child table's owner.
 */
export function armStatements(armed: ArmedTable, login: string): Arming {
  const table = `${id(armed.schema)}.${id(armed.name)}`;
  const procedure = `purser.${id(armed.procedure)}`;
  const whenPurser = `when (session_user = ${text(login)})`;
  const columns = [
    ...armed.columns,
    ...(armed.committed.length > 0 ? ["", ...armed.committed] : []),
  ]
    .map(text)
    .join(", ");
  return {
    asOwner: [
      captureFunction(armed, procedure, withinOperation),
      `revoke all on function ${procedure}() from public`,
    ],
    onTable: [
      `drop trigger if exists ${captureTrigger} on ${table}`,
      `drop trigger if exists ${truncateTrigger} on ${table}`,
      `create trigger ${captureTrigger} after insert or update or delete on ${table} for each row ${whenPurser} execute function ${procedure}(${columns})`,
      `create trigger ${truncateTrigger} before truncate on ${table} for each statement ${whenPurser} execute function purser.refuse_truncate()`,
      `alter table ${table} enable always trigger ${captureTrigger}`,
      `alter table ${table} enable always trigger ${truncateTrigger}`,
    ],
  };
}

/** What ties a captured row to whoever wrote it. */
export interface Binding {
  /** SQL of the operation's id and of the transaction, and where both come from. */
  readonly columns: string;
  readonly from: string;
  /** Runs before a row is recorded, and after. */
  readonly before: string;
  readonly after: string;
  /** Clauses of `create function`. */
  readonly settings: string;
}

const withinOperation: Binding = {
  columns: "o.id, o.xid",
  from: `
    from purser.operation o
    where o.xid operator(pg_catalog.=) pg_catalog.pg_current_xact_id() and o.at operator(pg_catalog.=) pg_catalog.now()`,
  before: "",
  after: `
  if not found then
    raise exception 'a write to %.% outside an operation', tg_table_schema, tg_table_name using errcode = 'PU004';
  end if;`,
  settings: "",
};

/**
 * Every column as its type's text output, in column order, or as a commitment to that; every name in full, since
 * search_path is the caller's.
 */
export function captureFunction(armed: ArmedTable, procedure: string, by: Binding): string {
  const { schema, name, columns, key } = armed;
  const printed = (row: Row, column: string) => `${row}.${id(column)}::pg_catalog.text`;
  const keyOf = (row: Row) =>
    `pg_catalog.to_jsonb(${textArray(key.map((column) => printed(row, column)))})`;
  const personal = capturePersonal(armed, printed, keyOf);
  const document = (row: Row) =>
    `pg_catalog.json_object(${textArray(columns.map(text))}, ${textArray(columns.map((column) => personal.held(row, column) ?? printed(row, column)))})`;
  const record = (
    verb: string,
    keys: readonly [key: string, keyAfter: string],
    before: string,
    after: string,
  ) => `
    insert into purser.change (operation_id, xid, relation, table_schema, table_name, verb, key, key_after, before, after, personal)
    select ${by.columns}, tg_relid, ${text(schema)}, ${text(name)}, ${text(verb)}, ${keys.join(", ")}, ${before}, ${after}, ${textArray(armed.committed.map(text))}${by.from};`;
  const isVerb = (verb: string) => `tg_op operator(pg_catalog.=) ${text(verb)}`;
  const moved = `case when ${keyOf("old")} operator(pg_catalog.<>) ${keyOf("new")} then ${keyOf("new")} end`;
  const body = `${personal.declarations}
begin${by.before}
  if ${isVerb("UPDATE")} then${personal.commit("old")}${personal.commitChanged}${record("update", [keyOf("old"), moved], document("old"), document("new"))}
  elsif ${isVerb("INSERT")} then${personal.commit("new")}${record("insert", [keyOf("new"), "null"], "null", document("new"))}
  else${personal.commit("old")}${record("delete", [keyOf("old"), "null"], document("old"), "null")}
  end if;${by.after}
  return null;
end
`;
  return `create or replace function ${procedure}() returns trigger language plpgsql security definer${by.settings} as ${text(body)}`;
}

function textArray(elements: readonly string[]): string {
  return `array[${elements.join(", ")}]::pg_catalog.text[]`;
}
