import { sql } from "kysely";
import type { Where } from "../access/reach.ts";
import type { BindValue, Statement } from "../database/database.ts";
import type { RevealPlan } from "../plan/reveal.ts";
import { all, compile, type Fragment } from "./compile.ts";
import { type PageQuery, selectRecord } from "./page.ts";
import type { Reading } from "./recorded.ts";

/** What the log says about a reveal, and how many it lets pass. */
export type Revealing = Omit<Reading, "kind" | "mostLookups"> & Pick<RevealPlan, "terms">;

/** The asked fields of the record, and of each of the grant's conditions whether the record meets it. */
export function selectRevealed({ grant, key, fields }: RevealPlan): PageQuery {
  return selectRecord({ grant: { ...grant, readable: fields }, key }, { forUpdate: false });
}

/**
 * The record's row, and in its last two columns until when its values may be shown and whether there is a row at all.
 * Values leave PostgreSQL only where all of them may be revealed and the log says that they were.
 */
export function revealedPage(
  query: PageQuery,
  { fields }: RevealPlan,
  revealing: Revealing,
): Statement {
  const key = sql.join(query.key.map((place) => sql`${columnAt(place)}::text`));
  const mayReveal = fields.map(({ revealable }) => isMet(query, revealable));
  const keys = sql`(select jsonb_build_array(array[${key}]) from page where ${all(mayReveal)})`;
  const shown = Array.from({ length: query.width }, (_, place) =>
    query.decided.includes(place)
      ? columnAt(place)
      : sql`case when recorded.until is not null then ${columnAt(place)} end`,
  );
  return compile(sql`
    with page as materialized (select *, true as present from (${query.select}) as q),
    recorded as materialized (select ${recordCall(revealing, keys)} as until)
    select ${sql.join(shown)}, recorded.until, page.present from recorded left join page on true`);
}

/** The record alone, for a ledger in another database than the rows; one row, until when. */
export function recordRevealing(revealing: Revealing, key: readonly (string | null)[]): Statement {
  return compile(sql`select ${recordCall(revealing, sql`${JSON.stringify([key])}::jsonb`)}`);
}

function isMet({ decided }: PageQuery, where: Where): Fragment {
  if (where === "always") return sql`true`;
  const place = where === "never" ? undefined : decided[where];
  return place === undefined ? sql`false` : columnAt(place);
}

function columnAt(place: number): Fragment {
  return sql`page.${sql.id(`c${place}`)}`;
}

function recordCall({ terms, ...it }: Revealing, keys: Fragment): Fragment {
  const fields: BindValue = [...it.fields];
  return sql`purser.record_reveal(${it.proof}::bytea, ${it.eventId}::uuid, ${it.resource}::text, ${keys},
    ${fields}::text[], ${JSON.stringify(it.details)}::jsonb, ${it.requestId}::text, ${it.address}::inet,
    ${it.policy}::text, ${terms.perHour}::integer) + make_interval(secs => ${terms.seconds})`;
}
