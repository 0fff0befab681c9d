import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  sql,
} from "kysely";
import type { BindValue, Statement } from "../database/database.ts";
import { quote } from "../database/quote.ts";

/** A piece of SQL with its bind parameters; only this folder puts them together. */
export type Fragment = RawBuilder<unknown>;

const compiler = new Kysely<Record<string, never>>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** SQL text with numbered parameters, never run from here. */
export function compile(fragment: Fragment): Statement {
  const { sql: text, parameters } = fragment.compile(compiler);
  return { text, values: parameters as readonly BindValue[] };
}

/** The same SQL in one piece, for a fragment that has no parameter and is used again and again. */
export function fixed(fragment: Fragment): Fragment {
  const { text, values } = compile(fragment);
  if (values.length > 0) throw new Error("what has parameters is not the same each time");
  return sql.raw(text);
}

/** The row under discussion, under the one alias that all fragments use. */
export const row = "t";

export function columnOf(name: string, alias: string = row): Fragment {
  return sql`${sql.id(alias, name)}`;
}

export function tableOf(
  table: { readonly schema: string; readonly name: string },
  alias: string = row,
): Fragment {
  return sql`${sql.id(table.schema, table.name)} as ${sql.id(alias)}`;
}

/** A parameter of a column's own type. `cast` comes from `format_type`, which quotes as needed. */
export function cast(value: BindValue, type: string): Fragment {
  return sql`${value}::${sql.raw(type)}`;
}

/**
 * The same as part of the text, for values that belong to the statement and not to one request: its plan is made for
 * them, and can be kept.
 */
export function literal(value: string | null, type: string): Fragment {
  return sql.raw(`${value === null ? "null" : quote(value)}::${type}`);
}

export function all(conditions: readonly Fragment[]): Fragment {
  return conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` and `)})`;
}

export function any(conditions: readonly Fragment[]): Fragment {
  return conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql` or `)})`;
}
