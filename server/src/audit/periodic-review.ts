import { hash } from "node:crypto";
import { sql } from "kysely";
import * as z from "zod";
import type { AccessReview } from "../contract/index.ts";
import type { Database, TextRow } from "../database/database.ts";
import type { Run } from "../execute/context.ts";
import { queryLedger } from "../execute/read.ts";
import { compile } from "../statement/compile.ts";

/** What is looked through every quarter: who may do what, and who was signed in. */
export type PeriodicReview = "access.review" | "session.review";

/** Records who agrees to a report as it is now, with its digest. */
export async function recordPeriodicReview(
  run: Run,
  kind: PeriodicReview,
  note: string,
  report: unknown,
): Promise<AccessReview> {
  const { deployment, principal, origin } = run;
  const digest = hash("sha256", JSON.stringify(report), "hex");
  const id = deployment.newId();
  const rows = await queryLedger(
    run,
    sql`select purser.record_periodic_review(${principal.session.proof}::bytea, ${id}::uuid, ${kind}::text,
      ${JSON.stringify({ note, report: digest })}::jsonb, ${origin.requestId}::text, ${origin.address}::inet, ${deployment.policy}::text)`,
  );
  const at = rows[0]?.[0];
  if (!at) throw new Error("a review was neither recorded nor refused");
  return { id, at, by: principal.name, note, report: digest, policy: deployment.policy };
}

/** Who agreed to such a report last; null where nobody has. */
export async function findLastReview(
  ledger: Database,
  kind: PeriodicReview,
): Promise<AccessReview | null> {
  const { rows } = await ledger.run(
    compile(sql`
      select e.id, e.at, s.name, e.details, e.policy
      from purser.event_act as e join purser.session as s on s.id = e.session_id
      where e.kind = ${sql.lit(kind)} and e.code is null order by e.at desc limit 1`),
  );
  const [review] = rows;
  return review ? readReview(review) : null;
}

const detailsSchema = z.object({ note: z.string(), report: z.string() });

function readReview([id, at, by, details, policy]: TextRow): AccessReview {
  const { note, report } = detailsSchema.parse(JSON.parse(details ?? "null"));
  return { id: id ?? "", at: at ?? "", by: by ?? "", note, report, policy: policy ?? "" };
}
