import { sql } from "kysely";
import type { Grants } from "../access/grant.ts";
import type {
  Count,
  Refusal,
  Review,
  ReviewState,
  ReviewsAnswer,
  Verdict,
} from "../contract/index.ts";
import { isRefusal, refuse, verdicts } from "../contract/index.ts";
import type { TextRow } from "../database/database.ts";
import type { Run } from "../execute/context.ts";
import { queryLedger, readingOf, readLedger } from "../execute/read.ts";
import { openCursor, type Position, sealCursor } from "../plan/cursor.ts";
import type { Order } from "../plan/order.ts";
import { all, type Fragment } from "../statement/compile.ts";
import { entryWidth, eventColumns, readEntry } from "./entry.ts";
import { entryInReach } from "./in-reach.ts";

export interface ReviewQuery {
  readonly state: ReviewState;
  readonly after: string | null;
  readonly limit: number;
  /** Days after which what is open is overdue. */
  readonly dueDays: number;
}

export interface VerdictRequest {
  readonly event: string;
  readonly verdict: Verdict;
  readonly note: string | null;
}

/** Open ones are counted up to here. */
const mostCounted = 100;

/** What others did with rights of theirs, or without, among what the reader may read. */
export async function listReviews(
  run: Run,
  grants: Grants,
  { state, after, limit, dueDays }: ReviewQuery,
): Promise<ReviewsAnswer | Refusal> {
  const scope = { resource: "review", order: orderOf(state), query: state };
  const position = after === null ? null : openCursor(run.deployment.keys.cursor, scope, after);
  if (isRefusal(position)) return position;
  const others = othersEvents(run, grants);
  const inState = [...others, stateIs(state, dueDays)];
  const rows = await readLedger(run, reviewsQuery(inState, state, position, dueDays, limit + 1), {
    kind: "review.list",
    resource: null,
    fields: [],
    details: { state },
    pageSize: limit,
    keys: [],
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    reviews: shown.map((row) => readReview(row, grants)),
    page: {
      next:
        rows.length > limit && last
          ? sealCursor(run.deployment.keys.cursor, scope, [last[2] ?? null, last[1] ?? null])
          : null,
    },
    open: await countOpen(run, others),
  };
}

/** Records a verdict, or says why there can be none. */
export async function recordVerdict(
  run: Run,
  grants: Grants,
  { event, verdict, note }: VerdictRequest,
): Promise<null | Refusal> {
  const { proof, eventId, requestId, address, policy } = readingOf(run, {
    kind: "review.decide",
    resource: null,
    fields: [],
    details: null,
  });
  const [row = []] = await queryLedger(
    run,
    sql`select purser.record_verdict(${proof}::bytea, ${eventId}::uuid, e.id, ${JSON.stringify({ verdict, note })}::jsonb,
        ${requestId}::text, ${address}::inet, ${policy}::text)
      from purser.event_act as e where e.id = ${event}::uuid and ${isSeen(run, grants)}`,
  );
  switch (row[0]) {
    case "recorded":
      return null;
    case "own":
      return refuse("forbidden", { detail: "Somebody else reviews what you do." });
    case "decided":
      return refuse("already_reviewed");
    default:
      return refuse("not_found", { detail: "There is nothing to review there." });
  }
}

function orderOf(state: ReviewState): Order {
  const direction = state === "done" ? "desc" : "asc";
  return {
    terms: [
      { column: "at", cast: "timestamptz", nullable: false, direction },
      { column: "id", cast: "uuid", nullable: false, direction },
    ],
    total: true,
  };
}

const verdictOf: Fragment = sql`(
  select d.at, d.details ->> 'verdict' as verdict, d.details ->> 'note' as note, w.subject, w.name, w.email
  from purser.event_act as d join purser.session as w on w.id = d.session_id
  where d.kind = 'review.decide' and d.code is null and d.details ->> 'event' = e.id::text)`;

const from: Fragment = sql`purser.event_act as e join purser.session as s on s.id = e.session_id
  left join lateral ${verdictOf} as v on true`;

/** What a reviewer may know of at all. */
function isSeen({ deployment }: Run, grants: Grants): Fragment {
  return all([
    sql`(e.resource is null or e.resource = any(${[...grants.keys()]}::text[]))`,
    entryInReach("e", grants, deployment.stores.together),
  ]);
}

function othersEvents(run: Run, grants: Grants): readonly Fragment[] {
  const { issuer, subject } = run.principal;
  return [
    sql`purser.is_reviewable(e.kind, e.code)`,
    sql`(s.issuer, s.subject) <> (${issuer}, ${subject})`,
    isSeen(run, grants),
  ];
}

function isOverdue(dueDays: number): Fragment {
  return sql`(v.verdict is null and e.at < now() - make_interval(days => ${dueDays}))`;
}

function stateIs(state: ReviewState, dueDays: number): Fragment {
  if (state === "overdue") return isOverdue(dueDays);
  return state === "open" ? sql`v.verdict is null` : sql`v.verdict is not null`;
}

function reviewsQuery(
  conditions: readonly Fragment[],
  state: ReviewState,
  position: Position | null,
  dueDays: number,
  limit: number,
) {
  const isDone = state === "done";
  const direction = sql.raw(isDone ? "desc" : "asc");
  const beyond = position
    ? [
        sql`(e.at, e.id) ${sql.raw(isDone ? "<" : ">")}
          (${position[0] ?? null}::timestamptz, ${position[1] ?? null}::uuid)`,
      ]
    : [];
  const columns = [
    ...eventColumns,
    isOverdue(dueDays),
    ...["verdict", "note", "subject", "name", "email", "at"].map((name) => sql.ref(`v.${name}`)),
  ];
  return {
    select: sql`
      select ${sql.join(columns.map((column, index) => sql`${column} as ${sql.id(`c${index}`)}`))}
      from ${from} where ${all([...conditions, ...beyond])}
      order by e.at ${direction}, e.id ${direction} limit ${limit}`,
    width: columns.length,
    key: [],
  };
}

function readReview(row: TextRow, grants: Grants): Review {
  const [overdue, given, note, subject, name, email, at] = row.slice(entryWidth);
  const verdict = verdicts.find((each) => each === given);
  return {
    entry: readEntry(row.slice(0, entryWidth), grants),
    overdue: overdue === "t",
    verdict: verdict
      ? {
          verdict,
          note: note ?? null,
          by: { subject: subject ?? null, name: name ?? "unknown", email: email ?? null },
          at: at ?? "",
        }
      : null,
  };
}

async function countOpen(run: Run, others: readonly Fragment[]): Promise<Count> {
  const [row = []] = await queryLedger(
    run,
    sql`select count(*) from (
      select from ${from} where ${all([...others, sql`v.verdict is null`])} limit ${mostCounted + 1}) as open`,
  );
  const counted = Number(row[0]);
  return counted > mostCounted
    ? { value: mostCounted, kind: "atLeast" }
    : { value: counted, kind: "exact" };
}
