import type { Connection } from "../database/database.ts";

/**
 * Rows of a catalog query as plain data. They travel as one JSON text, parsed here once. `Row` is what
 * the query's column list says: bool, text and numbers as such; an oid's JSON would be a string, so
 * queries cast it to int8.
 */
export async function readRows<Row>(connection: Connection, sql: string): Promise<readonly Row[]> {
  const { rows } = await connection.run({
    text: `select coalesce(json_agg(r), '[]') from (${sql}) as r`,
    values: [],
  });
  return JSON.parse(rows[0]?.[0] ?? "[]");
}
