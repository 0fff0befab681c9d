import { hash } from "node:crypto";
import { sql } from "kysely";
import * as z from "zod";
import type { PeriodicReport, PeriodicReview, PeriodicReviewAnswer } from "../contract/index.ts";
import type { Database, TextRow } from "../database/database.ts";
import type { Run } from "../execute/context.ts";
import { queryLedger, recordRead } from "../execute/read.ts";
import { compile } from "../statement/compile.ts";

/** What is looked through every quarter: who may do what, and who was signed in. */
export interface Reviewed<Head, Report extends PeriodicReport> {
  /** As the log calls that somebody asks for it, and that somebody agrees. */
  readonly reportKind: "access.report" | "session.report";
  readonly reviewKind: "access.review" | "session.review";
  /** Adds to what the config says what the ledger does. */
  readonly complete: (
    ledger: Database,
    head: Head,
    lastReview: PeriodicReview | null,
  ) => Promise<Report>;
}

/** The report as it is now. */
export async function completeReport<Head, Report extends PeriodicReport>(
  ledger: Database,
  { reviewKind, complete }: Reviewed<Head, Report>,
  head: Head,
): Promise<Report> {
  return complete(ledger, head, await findLastReview(ledger, reviewKind));
}

/** The report as it is now, for somebody who is recorded as having asked for it. */
export async function readReport<Head, Report extends PeriodicReport>(
  run: Run,
  reviewed: Reviewed<Head, Report>,
  head: Head,
): Promise<Report> {
  await recordRead(run, {
    kind: reviewed.reportKind,
    resource: null,
    fields: [],
    details: null,
  });
  return completeReport(run.deployment.stores.ledger, reviewed, head);
}

/** That the caller agrees to a report, in their own words. */
export interface ReviewRequest<Head> {
  readonly head: Head;
  readonly note: string;
}

/** Records who agrees to the report as it is now, with its digest, and returns both. */
export async function recordReview<Head, Report extends PeriodicReport>(
  run: Run,
  reviewed: Reviewed<Head, Report>,
  { head, note }: ReviewRequest<Head>,
): Promise<PeriodicReviewAnswer<Report>> {
  const { deployment, principal, origin } = run;
  const report = await completeReport(deployment.stores.ledger, reviewed, head);
  const digest = hash("sha256", JSON.stringify(report), "hex");
  const id = deployment.newId();
  const rows = await queryLedger(
    run,
    sql`select purser.record_periodic_review(${principal.session.proof}::bytea, ${id}::uuid, ${reviewed.reviewKind}::text,
      ${JSON.stringify({ note, report: digest })}::jsonb, ${origin.requestId}::text, ${origin.address}::inet, ${deployment.policy}::text)`,
  );
  const at = rows[0]?.[0];
  if (!at) throw new Error("a review was neither recorded nor refused");
  const { policy } = deployment;
  return { review: { id, at, by: principal.name, note, report: digest, policy }, report };
}

async function findLastReview(
  ledger: Database,
  kind: Reviewed<unknown, PeriodicReport>["reviewKind"],
): Promise<PeriodicReview | null> {
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

function readReview([id, at, by, details, policy]: TextRow): PeriodicReview {
  const { note, report } = detailsSchema.parse(JSON.parse(details ?? "null"));
  return { id: id ?? "", at: at ?? "", by: by ?? "", note, report, policy: policy ?? "" };
}
