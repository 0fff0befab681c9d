import type { RecordAnswer, Refusal } from "../contract/index.ts";
import { refuse } from "../contract/index.ts";
import type { RecordPlan } from "../plan/record.ts";
import { selectRecord } from "../statement/page.ts";
import type { Run } from "./context.ts";
import { readRecorded } from "./read.ts";
import { recordShaper } from "./shape.ts";

/** Reads one record whole and records who saw it. */
export async function executeRecord(run: Run, plan: RecordPlan): Promise<RecordAnswer | Refusal> {
  const { grant } = plan;
  const query = selectRecord(plan, { forUpdate: false });
  const { rows } = await readRecorded(run, query, {
    kind: "record.read",
    resource: grant.resource.name,
    fields: grant.readable.map((field) => field.name),
    details: null,
    pageSize: 1,
    prepare: true,
  });
  const [row] = rows;
  if (!row) return refuse("not_found", { detail: "There is no such record." });
  return recordShaper(grant, grant.readable, query, {
    versionKey: run.deployment.keys.version,
    cut: false,
  })(row);
}
