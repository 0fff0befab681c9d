import type { PolicyReport } from "../audit/access-report.ts";
import type { AsOfQuery } from "../audit/as-of.ts";
import type { LogHealth, Sealing } from "../audit/health.ts";
import type { HistoryQuery } from "../audit/history.ts";
import type { AuditQuery } from "../audit/list.ts";
import type { ReviewRequest } from "../audit/periodic-review.ts";
import type { Evidence } from "../audit/prove/evidence.ts";
import type { ProofRequest } from "../audit/prove/read-proof.ts";
import type { ReviewQuery, VerdictRequest } from "../audit/reviews.ts";
import type { SessionReportHead } from "../audit/session-report.ts";
import type { Undone, UndoRequest } from "../audit/undo.ts";
import type {
  AccessExplanation,
  AccessReport,
  AsOfAnswer,
  AuditEntryAnswer,
  AuditListAnswer,
  HistoryAnswer,
  ListAnswer,
  PasskeyPeopleAnswer,
  PasskeysAnswer,
  PeriodicReviewAnswer,
  RecordAnswer,
  RevealAnswer,
  ReviewsAnswer,
  RevocationAnswer,
  SavedView,
  SavedViewsAnswer,
  SessionReport,
  SessionsAnswer,
  UndoAnswer,
} from "../contract/index.ts";
import type { PasskeyChange } from "../execute/change-passkey.ts";
import type { ExplainPlan } from "../execute/explain.ts";
import type { Export } from "../execute/export.ts";
import type { ListOrigin } from "../execute/list.ts";
import type { ViewChange } from "../execute/saved-view.ts";
import type { SessionQuery, SessionRevocation, SessionsRevocation } from "../execute/sessions.ts";
import type { TextStream } from "../execute/text-stream.ts";
import type { IdempotentRequest, Written } from "../execute/write.ts";
import type { ListPlan } from "../plan/list.ts";
import type { RecordPlan } from "../plan/record.ts";
import type { RevealPlan } from "../plan/reveal.ts";
import type { WritePlan } from "../plan/write.ts";

/** What leaves the server when all went well. */
export interface Answer {
  readonly body: unknown;
  /** Sent as it is in place of the body; the headers say what it is. */
  readonly text?: string;
  /** The same piece by piece. */
  readonly stream?: TextStream;
  readonly headers?: { readonly [name: string]: string };
}

/** Something for the runner to do, as plain data, and how to answer with what comes of it. */
export type Task =
  | TaskOf<"answer", null, null>
  | TaskOf<
      "list",
      { readonly name: string; readonly plan: ListPlan; readonly origin: ListOrigin | null },
      ListAnswer
    >
  | TaskOf<"export", ListPlan, Export>
  | TaskOf<"record", RecordPlan, RecordAnswer>
  | TaskOf<"reveal", RevealPlan, RevealAnswer>
  | TaskOf<"reviews", ReviewQuery, ReviewsAnswer>
  | TaskOf<"verdict", VerdictRequest, null>
  | TaskOf<
      "write",
      { readonly plan: WritePlan; readonly idempotent: IdempotentRequest | null },
      Written
    >
  | TaskOf<"history", HistoryQuery, HistoryAnswer>
  | TaskOf<"auditList", AuditQuery, AuditListAnswer>
  | TaskOf<"auditEntry", string, AuditEntryAnswer>
  | TaskOf<"auditProof", ProofRequest, Evidence>
  | TaskOf<"auditHealth", Sealing, LogHealth>
  | TaskOf<"undoPlan", string, UndoAnswer>
  | TaskOf<"undo", UndoRequest, Undone>
  | TaskOf<"asOf", AsOfQuery, AsOfAnswer>
  | TaskOf<"explain", ExplainPlan, AccessExplanation>
  | TaskOf<"accessReport", PolicyReport, AccessReport>
  | TaskOf<"accessReview", ReviewRequest<PolicyReport>, PeriodicReviewAnswer<AccessReport>>
  | TaskOf<"sessions", SessionQuery, SessionsAnswer>
  | TaskOf<"sessionRevocation", SessionRevocation, null>
  | TaskOf<"sessionsRevocation", SessionsRevocation, RevocationAnswer>
  | TaskOf<"sessionReport", SessionReportHead, SessionReport>
  | TaskOf<"sessionReview", ReviewRequest<SessionReportHead>, PeriodicReviewAnswer<SessionReport>>
  | TaskOf<"newPasskeys", null, readonly string[]>
  | TaskOf<"passkeys", null, PasskeysAnswer>
  | TaskOf<"passkeyPeople", null, PasskeyPeopleAnswer>
  | TaskOf<"passkeyChange", PasskeyChange, string>
  | TaskOf<"views", string, SavedViewsAnswer>
  | TaskOf<"viewChange", ViewChange, SavedView | null>;

interface TaskOf<Kind extends string, Plan, Outcome> {
  readonly kind: Kind;
  readonly plan: Plan;
  readonly answer: (outcome: Outcome) => Answer;
}
