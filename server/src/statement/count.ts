import { sql } from "kysely";
import type { Statement } from "../database/database.ts";
import type { ListPlan } from "../plan/list.ts";
import { compile, tableOf } from "./compile.ts";
import { whereOf } from "./where.ts";

type Counted = Pick<ListPlan, "grant" | "where">;

export function countExactly(plan: Counted): Statement {
  return compile(
    sql`select count(*) from ${tableOf(plan.grant.resource.table)} where ${whereOf(plan.where)}`,
  );
}

/** Stops counting at `cap` rows. */
export function countUpTo(plan: Counted, cap: number): Statement {
  return compile(
    sql`select count(*) from (select from ${tableOf(plan.grant.resource.table)} where ${whereOf(plan.where)} limit ${cap}) as counted`,
  );
}

/** The planner's own expectation: a JSON document with the rows and the cost of reading them all. */
export function explainCount(plan: Counted): Statement {
  return compile(
    sql`explain (format json) select from ${tableOf(plan.grant.resource.table)} where ${whereOf(plan.where)}`,
  );
}
