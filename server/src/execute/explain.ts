import { never } from "../access/condition.ts";
import { type Explanation, mayBeTold } from "../access/explain.ts";
import type { Grant } from "../access/grant.ts";
import type { AccessExplanation, Refusal } from "../contract/index.ts";
import { refuse } from "../contract/index.ts";
import { selectStanding } from "../statement/explain.ts";
import type { Run } from "./context.ts";
import { describeAccess, type Standing } from "./describe-access.ts";
import { readRecorded, recordRead } from "./read.ts";

/** What is to be explained, and of which record, seen by whom. */
export interface ExplainPlan {
  readonly explanation: Explanation;
  readonly record: {
    readonly text: string;
    readonly key: readonly string[];
    /** The asker's own grant: what they may not read is not told by way of others. */
    readonly asker: Grant;
  } | null;
}

/** Explains, and records that somebody asked. */
export async function executeExplain(
  run: Run,
  { explanation, record }: ExplainPlan,
): Promise<AccessExplanation | Refusal> {
  const recorded = {
    kind: "access.explain",
    resource: explanation.resource.name,
    fields: [],
    details: { roles: explanation.roles },
  };
  if (record === null) {
    await recordRead(run, recorded);
    return describeAccess(explanation, null);
  }
  const conditions = standingConditions(explanation);
  const query = selectStanding(explanation.resource, record.asker.rows, record.key, conditions);
  const { rows } = await readRecorded(run, query, { ...recorded, pageSize: 1 });
  const [row] = rows;
  if (!row) return refuse("not_found", { detail: "There is no such record." });
  const met = row
    .slice(query.key.length, query.width)
    .map((flag, index) =>
      mayBeTold(conditions[index] ?? never, record.asker) ? flag === "t" : null,
    );
  return describeAccess(explanation, standingOf(explanation, record.text, met));
}

/** What is asked of a record: whether it is in reach at all, by each grant, and what the rights on it depend on. */
export function standingConditions({ grant, grants }: Explanation) {
  return [grant?.rows ?? never, ...grants.map(({ rows }) => rows), ...(grant?.conditions ?? [])];
}

/** The answers, in the order of `standingConditions`. */
export function standingOf(
  { grants }: Explanation,
  key: string,
  [rows = null, ...met]: readonly (boolean | null)[],
): Standing {
  return { key, rows, grants: met.slice(0, grants.length), conditions: met.slice(grants.length) };
}
