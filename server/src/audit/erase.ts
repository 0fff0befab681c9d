import { sql } from "kysely";
import * as z from "zod";
import type { Connection, Database } from "../database/database.ts";
import { nameResource } from "../resource/name.ts";
import type { Fragment } from "../statement/compile.ts";
import { columnOf, compile, tableOf } from "../statement/compile.ts";
import type { Subject, SubjectTable } from "./subject.ts";

export interface Erasure {
  readonly subject: Subject;
  /** Components of the subject's primary key. */
  readonly key: readonly string[];
  readonly reason: string;
  readonly operation: string;
  /** Digest of the configuration in force. */
  readonly policy: string;
}

/** What was found and erased in one table: so many records of the subject, and values of theirs in the log. */
export interface ErasedTable {
  readonly schema: string;
  readonly table: string;
  readonly records: number;
  readonly values: number;
}

interface SubjectRecords {
  readonly table: SubjectTable;
  /** As JSON arrays of text. */
  readonly keys: readonly string[];
}

const erasedSchema: z.ZodType<readonly ErasedTable[]> = z.array(
  z.object({
    schema: z.string(),
    table: z.string(),
    records: z.int(),
    values: z.int(),
  }),
);

/**
 * Erases what the log holds of a person, also of rows that are long gone, in one transaction with the record of it.
 * `admin` is the connection of whoever may migrate, with the output settings of Purser's login. Again it finds what
 * came since. The application's own rows stay as they are.
 */
export function eraseSubject(admin: Database, erasure: Erasure): Promise<readonly ErasedTable[]> {
  const { subject, key, operation } = erasure;
  return admin.transaction(async (connection) => {
    const giveBack = await borrowOwner(connection);
    const records: SubjectRecords[] = [];
    for (const table of subject.tables)
      records.push({ table, keys: await findKeys(connection, table, key) });
    await connection.run(beginErasure(erasure));
    const { rows } = await connection.run(erasePersonal(operation, records));
    await giveBack();
    return erasedSchema.parse(JSON.parse(rows[0]?.[0] ?? "[]"));
  });
}

/** A superuser is everybody; others who may migrate take the membership that they may give, for this transaction. */
async function borrowOwner(connection: Connection): Promise<() => Promise<void>> {
  const { rows } = await connection.run({
    text: "select pg_has_role('purser_owner', 'usage'), quote_ident(current_user)",
    values: [],
  });
  const [isOwner, me] = rows[0] ?? [];
  if (isOwner === "t") return async () => {};
  await connection.run({ text: `grant purser_owner to ${me}`, values: [] });
  return async () => {
    await connection.run({ text: `revoke purser_owner from ${me}`, values: [] });
  };
}

/** Keys of the subject's rows in a table, as JSON arrays of text: those it has, and those it had. */
async function findKeys(
  connection: Connection,
  table: SubjectTable,
  key: readonly string[],
): Promise<readonly string[]> {
  const found = table.link
    ? linkedKeys(table, table.link, await findKeys(connection, table.link.to, key))
    : sql`select ${JSON.stringify(key)}::jsonb`;
  const { rows } = await connection.run(compile(withRenamed(table, found)));
  return rows.map(([each]) => each ?? "[]");
}

/** Rows that lead to one with these keys, in the table now or in the log ever. */
function linkedKeys(
  table: SubjectTable,
  { column, type }: NonNullable<SubjectTable["link"]>,
  parents: readonly string[],
): Fragment {
  const components = parents.flatMap((parent) => keySchema.parse(JSON.parse(parent)));
  const texts = sql`${components}::text[]`;
  const own = sql.join(table.key.map((name) => sql`${columnOf(name)}::text`));
  return sql`
    select to_jsonb(array[${own}]) from ${tableOf(table)}
    where ${columnOf(column)} = any(${texts}::${sql.raw(type)}[])
    union
    select c.key from purser.change as c
    where c.table_schema = ${table.schema} and c.table_name = ${table.name}
      and (c.before ->> ${column} = any(${texts}) or c.after ->> ${column} = any(${texts}))`;
}

const keySchema = z.array(z.string());

/** Those keys and all that the same rows had before or after, where an update changed them. */
function withRenamed(table: SubjectTable, found: Fragment): Fragment {
  return sql`
    with recursive found (key) as (${found}),
    known (key) as (
      select f.key from found as f
      union
      select e.key from known as k
      join purser.change as c on c.table_schema = ${table.schema} and c.table_name = ${table.name}
        and c.key_after is not null and k.key in (c.key, c.key_after)
      cross join lateral (values (c.key), (c.key_after)) as e (key)
    )
    select key from known`;
}

function beginErasure({ subject, key, reason, operation, policy }: Erasure) {
  const { schema, name } = subject.table;
  return compile(sql`select purser.begin_operation(${operation}::uuid, 'system', null, 'audit.eraseSubject',
    ${nameResource(schema, name)}::text, ${schema}::text, ${name}::text, ${JSON.stringify([key])}::jsonb,
    ${reason}::text, null, null, ${policy}::text)`);
}

/** Several paths may lead to one table, and to one row of it. */
function erasePersonal(operation: string, records: readonly SubjectRecords[]) {
  const byTable = Map.groupBy(records, ({ table }) => JSON.stringify([table.schema, table.name]));
  const list = [...byTable.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const keys = new Set([first, ...others].flatMap((each) => each.keys));
    return [
      {
        schema: first.table.schema,
        table: first.table.name,
        keys: [...keys].map((key) => keySchema.parse(JSON.parse(key))),
      },
    ];
  });
  return compile(
    sql`select purser.erase_personal(${operation}::uuid, ${JSON.stringify(list)}::jsonb)`,
  );
}
