import { sql } from "kysely";
import type { Fragment } from "./compile.ts";
import type { RecordedQuery } from "./recorded.ts";

/** A query of the ledger for these columns, in this order; its rows have no key to record. */
export function layOut(columns: readonly Fragment[], from: Fragment): RecordedQuery {
  return { select: sql`select ${named(columns)} from ${from}`, width: columns.length, key: [] };
}

/** Columns under the names that recorded queries go by. */
export function named(columns: readonly Fragment[]): Fragment {
  return sql.join(columns.map((column, index) => sql`${column} as ${sql.id(`c${index}`)}`));
}
