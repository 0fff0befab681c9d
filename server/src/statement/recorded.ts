import { sql } from "kysely";
import type { BindValue, Statement } from "../database/database.ts";
import type { Fragment } from "./compile.ts";
import { compile } from "./compile.ts";
import type { PageQuery } from "./page.ts";

/** What the log says about a read. Values by the parameters of `purser.record_read`. */
export interface Reading {
  readonly proof: Buffer;
  readonly eventId: string;
  readonly kind: string;
  readonly resource: string | null;
  readonly fields: readonly string[];
  readonly details: { readonly [name: string]: unknown } | null;
  /** Of a read that finds masked values by their whole: how many the person may make within an hour. */
  readonly mostLookups?: number;
  /** The record is on disk before the rows leave: no crash of PostgreSQL loses it. */
  readonly flushed?: boolean;
  readonly requestId: string;
  readonly address: string | null;
  readonly policy: string;
}

export interface PageOptions {
  /** Rows that will be shown; one more may be read, whose key is then not recorded. */
  readonly pageSize: number;
  /** Keys to record instead of those of the rows. */
  readonly keys?: readonly (readonly string[])[];
  /** The query's best plan is the same whatever its values are. */
  readonly prepare?: boolean;
  /** A value wanted once beside the rows. */
  readonly further?: Fragment;
}

/** What a recorded query must say of itself: its columns, `c0` to `c<width - 1>`, and which of them name the row. */
export type RecordedQuery = Pick<PageQuery, "select" | "width" | "key">;

/**
 * Rows and the record of who saw them, in one statement. `recorded` comes first in the join, so that it runs, and
 * refuses, also when there is no row to show. The last column tells rows from the one empty row of an empty page.
 */
export function recordedPage(
  query: RecordedQuery,
  reading: Reading,
  options: PageOptions,
): Statement {
  const { pageSize, further = sql`null`, prepare = false } = options;
  const keyColumns = sql.join([...new Set(query.key)].map((place) => sql.id(`c${place}`)));
  const key = sql`array[${sql.join(query.key.map((place) => sql`${sql.id(`c${place}`)}::text`))}]`;
  const keys =
    options.keys || query.key.length === 0
      ? sql`${JSON.stringify(options.keys ?? [])}::jsonb`
      : sql`(select to_jsonb(array_agg(${key})) from (select ${keyColumns} from page limit ${sql.lit(pageSize)}) as shown)`;
  const { text, values } = compile(sql`
    with page as materialized (select *, true as present from (${query.select}) as q),
    recorded as materialized (select ${recordCall(reading, keys)} as id)
    select ${pageColumns(query.width)}, ${further} as further, page.present
    from recorded left join page on true`);
  return { text, values, prepare };
}

/** The record alone, for a ledger in another database than the rows. */
export function recordReading(
  reading: Reading,
  keys: readonly (readonly (string | null)[])[],
): Statement {
  return compile(sql`select ${recordCall(reading, sql`${JSON.stringify(keys)}::jsonb`)}`);
}

/** The rows alone, laid out as `recordedPage` does. */
export function unrecordedPage(query: RecordedQuery, further: Fragment = sql`null`): Statement {
  return compile(sql`
    select ${pageColumns(query.width)}, ${further} as further, page.present
    from (select) as always left join (select *, true as present from (${query.select}) as q) as page on true`);
}

function pageColumns(width: number): Fragment {
  return sql.raw(Array.from({ length: width }, (_, index) => `page.c${index}`).join(", "));
}

function recordCall(reading: Reading, keys: Fragment): Fragment {
  const fields: BindValue = [...reading.fields];
  const values = sql`${reading.proof}::bytea, ${reading.eventId}::uuid, ${reading.kind}::text,
    ${reading.resource}::text, ${keys}, ${fields}::text[], ${reading.details && JSON.stringify(reading.details)}::jsonb,
    ${reading.requestId}::text, ${reading.address}::inet, ${reading.policy}::text`;
  const recorded =
    reading.mostLookups === undefined
      ? sql`purser.record_read(${values})`
      : sql`purser.record_lookup(${values}, ${reading.mostLookups}::integer)`;
  // The function has turned it off for this transaction, whose commit goes by what it is at the end.
  return reading.flushed === true
    ? sql`case when ${recorded} is not null then set_config('synchronous_commit', 'on', true) end`
    : recorded;
}
