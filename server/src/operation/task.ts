import type { AsOfQuery } from "../audit/as-of.ts";
import type { LogHealth, Sealing } from "../audit/health.ts";
import type { HistoryQuery } from "../audit/history.ts";
import type { AuditQuery } from "../audit/list.ts";
import type { Evidence } from "../audit/prove/evidence.ts";
import type { Undone, UndoRequest } from "../audit/undo.ts";
import type {
  AsOfAnswer,
  AuditEntryAnswer,
  AuditListAnswer,
  HistoryAnswer,
  ListAnswer,
  RecordAnswer,
  SavedView,
  SavedViewsAnswer,
  UndoAnswer,
} from "../contract/index.ts";
import type { ListOrigin } from "../execute/list.ts";
import type { ViewChange } from "../execute/saved-view.ts";
import type { IdempotentRequest, Written } from "../execute/write.ts";
import type { ListPlan } from "../plan/list.ts";
import type { RecordPlan } from "../plan/record.ts";
import type { WritePlan } from "../plan/write.ts";

/** What leaves the server when all went well. */
export interface Answer {
  readonly body: unknown;
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
  | TaskOf<"record", RecordPlan, RecordAnswer>
  | TaskOf<
      "write",
      { readonly plan: WritePlan; readonly idempotent: IdempotentRequest | null },
      Written
    >
  | TaskOf<"history", HistoryQuery, HistoryAnswer>
  | TaskOf<"auditList", AuditQuery, AuditListAnswer>
  | TaskOf<"auditEntry", string, AuditEntryAnswer>
  | TaskOf<"auditProof", string, Evidence>
  | TaskOf<"auditHealth", Sealing, LogHealth>
  | TaskOf<"undoPlan", string, UndoAnswer>
  | TaskOf<"undo", UndoRequest, Undone>
  | TaskOf<"asOf", AsOfQuery, AsOfAnswer>
  | TaskOf<"views", string, SavedViewsAnswer>
  | TaskOf<"viewChange", ViewChange, SavedView | null>;

interface TaskOf<Kind extends string, Plan, Outcome> {
  readonly kind: Kind;
  readonly plan: Plan;
  readonly answer: (outcome: Outcome) => Answer;
}
