import * as z from "zod";
import { isAlwaysMet } from "../access/condition.ts";
import type { Count } from "../contract/index.ts";
import type { Database } from "../database/database.ts";
import type { ListPlan } from "../plan/list.ts";
import { countExactly, countUpTo, explainCount } from "../statement/count.ts";

/** Below these the planner's expectation is checked by counting, which then costs next to nothing. */
const countedRows = 10_000;
const countedCost = 20_000;

const explainSchema = z.tuple([
  z.object({ Plan: z.object({ "Plan Rows": z.number(), "Total Cost": z.number() }) }),
]);

/** Counts the records of a list, but none beyond `most`. */
export async function countAtMost(
  rows: Database,
  plan: Pick<ListPlan, "grant" | "where">,
  most: number,
  signal: AbortSignal,
): Promise<number> {
  return Number((await rows.run(countUpTo(plan, most), signal)).rows[0]?.[0]);
}

/** Counts the records of a list. An estimate is exact where few rows are expected, and says which it is. */
export async function countRecords(
  rows: Database,
  plan: Pick<ListPlan, "grant" | "where">,
  how: "estimate" | "exact",
  signal: AbortSignal,
): Promise<Count> {
  const single = async (statement: Parameters<Database["run"]>[0]) =>
    (await rows.run(statement, signal)).rows[0]?.[0] ?? "";
  if (how === "exact") return { value: Number(await single(countExactly(plan))), kind: "exact" };
  // What the planner expects depends on records that the caller may not see.
  if (isAlwaysMet(plan.grant.rows)) {
    const [{ Plan: expected }] = explainSchema.parse(JSON.parse(await single(explainCount(plan))));
    if (expected["Plan Rows"] > countedRows || expected["Total Cost"] > countedCost)
      return { value: expected["Plan Rows"], kind: "estimate" };
  }
  const counted = await countAtMost(rows, plan, countedRows + 1, signal);
  return counted > countedRows
    ? { value: countedRows, kind: "atLeast" }
    : { value: counted, kind: "exact" };
}
