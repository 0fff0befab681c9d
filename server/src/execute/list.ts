import { isConstant } from "../access/condition.ts";
import type { Grant } from "../access/grant.ts";
import type { Count, ListAnswer, Refusal } from "../contract/index.ts";
import { refuse } from "../contract/index.ts";
import { sealCursor } from "../plan/cursor.ts";
import type { ListPlan } from "../plan/list.ts";
import { selectExists, selectPage } from "../statement/page.ts";
import type { Run } from "./context.ts";
import { countRecords } from "./count.ts";
import { type Recorded, readRecorded } from "./read.ts";
import { recordShaper } from "./shape.ts";

/** The record that a related list starts from. */
export interface ListOrigin {
  readonly grant: Grant;
  readonly key: readonly string[];
}

/** Reads a page and its count, if asked for, and records who saw which keys and fields. */
export async function executeList(
  run: Run,
  kind: string,
  plan: ListPlan,
  origin: ListOrigin | null,
): Promise<ListAnswer | Refusal> {
  const { keys } = run.deployment;
  const query = selectPage(plan);
  const read = await readRecorded(run, query, {
    kind,
    resource: plan.grant.resource.name,
    fields: plan.limit === 0 ? [] : plan.shown.map((field) => field.name),
    details: detailsOf(plan),
    ...(plan.lookups.length > 0 && { mostLookups: run.deployment.lookupsPerHour }),
    pageSize: plan.limit,
    prepare: isConstant(plan.where),
    ...(origin && { further: selectExists(origin.grant, origin.key) }),
  });
  if (origin && read.further !== "t") return refuse("not_found");

  const backwards = plan.start?.side === "before";
  const rows = backwards
    ? read.rows.slice(0, plan.limit).reverse()
    : read.rows.slice(0, plan.limit);
  const hasMore = read.rows.length > plan.limit;
  const cursorAt = (row: (typeof rows)[number] | undefined) =>
    row && plan.order.total
      ? sealCursor(
          keys.cursor,
          plan.scope,
          query.order.map((place) => row[place] ?? null),
        )
      : null;
  const shape = recordShaper(plan.grant, plan.shown, query, {
    versionKey: keys.version,
    cut: true,
  });
  return {
    records: rows.map(shape),
    page: {
      next: hasMore || backwards ? cursorAt(rows.at(-1)) : null,
      previous: backwards
        ? hasMore
          ? cursorAt(rows[0])
          : null
        : plan.start
          ? cursorAt(rows[0])
          : null,
    },
    count: await countIfAsked(run, plan),
  };
}

/** Of masked fields that were looked up, their names, and never what was looked for. */
export function detailsOf({ count, lookups }: ListPlan): Recorded["details"] {
  if (count === "none" && lookups.length === 0) return null;
  return { ...(count !== "none" && { count }), ...(lookups.length > 0 && { lookups }) };
}

async function countIfAsked(run: Run, plan: ListPlan): Promise<Count | null> {
  return plan.count === "none"
    ? null
    : countRecords(run.deployment.stores.rows, plan, plan.count, run.signal);
}
