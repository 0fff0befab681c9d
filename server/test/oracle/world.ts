/**
 * A made-up deployment as plain data: tables, rows, a policy and somebody who asks. The oracle's own words for it: the
 * model judges by them, and the real thing is configured from them.
 */
export interface World {
  readonly tables: readonly Table[];
  readonly policy: Policy;
  readonly viewer: Viewer;
  /** Rows as an application wrote them, before the owner's changes. */
  readonly before: Data;
  /** Rows as they are when the viewer comes. */
  readonly after: Data;
}

export type Kind = "integer" | "bigint" | "decimal" | "boolean" | "text" | "enum" | "date";

export type WorldMask =
  | "pseudonym"
  | "lastFour"
  | "emailDomain"
  | "year"
  | "firstTwo"
  | { readonly fixed: string };

/** Names of columns are unique in the world, so that one in an answer says where it comes from. */
export interface Column {
  readonly name: string;
  readonly kind: Kind;
  readonly nullable: boolean;
  readonly mask: WorldMask | null;
  readonly exactLookup: boolean;
  /** By the config, for everybody. */
  readonly hidden: boolean;
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly key: readonly string[];
  readonly references: readonly Reference[];
  readonly label: string | null;
  readonly search: readonly string[];
  readonly sort: string;
}

/** A foreign key to the whole key of another table. */
export interface Reference {
  readonly columns: readonly string[];
  readonly target: string;
  readonly onDelete: "cascade" | "setNull" | "noAction";
}

/** PostgreSQL's text of each column. */
export type Row = { readonly [column: string]: string | null };
export type Data = { readonly [table: string]: readonly Row[] };

export interface Policy {
  readonly roles: readonly string[];
  /** Of these, who may read the audit log. */
  readonly auditors: readonly string[];
  /** Row rules by table; grants name them by place. */
  readonly rules: { readonly [table: string]: readonly Rule[] };
  readonly grants: { readonly [table: string]: readonly RoleGrant[] };
}

export interface RoleGrant {
  readonly role: string;
  /** Place of its row rule; null for every record. */
  readonly rule: number | null;
  readonly read?: Names;
  readonly clear?: Names;
  readonly filter?: Names;
  readonly sort?: Names;
  readonly create?: Names;
  readonly update?: Names;
  readonly delete?: boolean;
}

export type Names = true | readonly string[] | { readonly except: readonly string[] };

export type Rule =
  | { readonly kind: "and" | "or"; readonly rules: readonly Rule[] }
  | {
      readonly kind: "compare";
      readonly column: string;
      readonly sign: "=" | "!=" | "<" | "<=" | ">" | ">=";
      readonly operand: Operand;
    }
  | {
      readonly kind: "among";
      readonly column: string;
      readonly negated: boolean;
      readonly operands: readonly string[] | { readonly claim: string } | "roles";
    }
  | { readonly kind: "null"; readonly column: string; readonly negated: boolean }
  | {
      readonly kind: "between";
      readonly column: string;
      readonly low: string;
      readonly high: string;
    };

export type Operand = { readonly text: string } | { readonly claim: string } | "subject" | "email";

export interface Viewer {
  readonly roles: readonly string[];
  readonly subject: string;
  readonly email: string | null;
  readonly claims: { readonly [name: string]: unknown };
}

/** The role that may do everything; it writes the world's history and sees what others may not. */
export const owner = "owner";

export function tableOf(world: Pick<World, "tables">, name: string): Table {
  const table = world.tables.find((each) => each.name === name);
  if (!table) throw new Error(`the world has no table ${name}`);
  return table;
}

export function columnOf(table: Table, name: string): Column {
  const column = table.columns.find((each) => each.name === name);
  if (!column) throw new Error(`${table.name} has no column ${name}`);
  return column;
}

export function rowsOf(data: Data, table: string): readonly Row[] {
  return data[table] ?? [];
}

/** Whether a set of names has this one in it. */
export function has(names: Names | undefined, name: string): boolean {
  if (names === undefined) return false;
  if (names === true) return true;
  return "except" in names ? !names.except.includes(name) : names.includes(name);
}
