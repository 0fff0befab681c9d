import type { Grants } from "../access/grant.ts";
import { accessReport } from "../audit/access-report.ts";
import { readAsOf } from "../audit/as-of.ts";
import { readHealth } from "../audit/health.ts";
import { readHistory } from "../audit/history.ts";
import { listAudit } from "../audit/list.ts";
import { readReport, recordReview } from "../audit/periodic-review.ts";
import { readProof } from "../audit/prove/read-proof.ts";
import { readAuditEntry } from "../audit/read-audit-entry.ts";
import { listReviews, recordVerdict } from "../audit/reviews.ts";
import { sessionReport } from "../audit/session-report.ts";
import { executeUndo, readUndo } from "../audit/undo.ts";
import type { Refusal } from "../contract/index.ts";
import { isRefusal } from "../contract/index.ts";
import { changePasskey } from "../execute/change-passkey.ts";
import type { Run } from "../execute/context.ts";
import { executeExplain } from "../execute/explain.ts";
import { executeExport } from "../execute/export.ts";
import { executeList } from "../execute/list.ts";
import { listOwnPasskeys, listPasskeyPeople, tellNewPasskeys } from "../execute/passkeys.ts";
import { executeRecord } from "../execute/record.ts";
import { executeReveal } from "../execute/reveal.ts";
import { changeView, listViews } from "../execute/saved-view.ts";
import { assertSession } from "../execute/session.ts";
import { listSessions, revokeSession, revokeSessions } from "../execute/sessions.ts";
import { executeWrite } from "../execute/write.ts";
import type { Answer, Task } from "./task.ts";

/** Carries a task out: the one place where a plan meets the database. */
export async function runTask(run: Run, grants: Grants, task: Task): Promise<Answer | Refusal> {
  switch (task.kind) {
    case "answer":
      await assertSession(run);
      return task.answer(null);
    case "list":
      return finish(task, await executeList(run, task.plan.name, task.plan.plan, task.plan.origin));
    case "export":
      return finish(task, await executeExport(run, task.plan));
    case "record":
      return finish(task, await executeRecord(run, task.plan));
    case "reveal":
      return finish(task, await executeReveal(run, task.plan));
    case "reviews":
      return finish(task, await listReviews(run, grants, task.plan));
    case "verdict":
      return finish(task, await recordVerdict(run, grants, task.plan));
    case "write":
      return finish(task, await executeWrite(run, task.plan.plan, task.plan.idempotent));
    case "history":
      return finish(task, await readHistory(run, grants, task.plan));
    case "auditList":
      return finish(task, await listAudit(run, grants, task.plan));
    case "auditEntry":
      return finish(task, await readAuditEntry(run, grants, task.plan));
    case "auditProof":
      return finish(task, await readProof(run, grants, task.plan));
    case "auditHealth":
      await assertSession(run);
      return task.answer(await readHealth(run.deployment.stores.ledger, task.plan));
    case "undoPlan":
      return finish(task, await readUndo(run, grants, task.plan));
    case "undo":
      return finish(task, await executeUndo(run, grants, task.plan));
    case "asOf":
      return finish(task, await readAsOf(run, task.plan));
    case "explain":
      return finish(task, await executeExplain(run, task.plan));
    case "accessReport":
      return task.answer(await readReport(run, accessReport, task.plan));
    case "accessReview":
      return task.answer(await recordReview(run, accessReport, task.plan));
    case "sessions":
      return task.answer(await listSessions(run, task.plan));
    case "sessionRevocation":
      return finish(task, await revokeSession(run, task.plan));
    case "sessionsRevocation":
      return task.answer(await revokeSessions(run, task.plan));
    case "sessionReport":
      return task.answer(await readReport(run, sessionReport, task.plan));
    case "sessionReview":
      return task.answer(await recordReview(run, sessionReport, task.plan));
    case "newPasskeys":
      return task.answer(await tellNewPasskeys(run));
    case "passkeys":
      return task.answer(await listOwnPasskeys(run));
    case "passkeyPeople":
      return task.answer(await listPasskeyPeople(run));
    case "passkeyChange":
      return finish(task, await changePasskey(run, task.plan));
    case "views":
      await assertSession(run);
      return finish(task, await listViews(run, task.plan));
    case "viewChange":
      return finish(task, await changeView(run, task.plan));
  }
}

function finish<Outcome>(
  task: { readonly answer: (outcome: Outcome) => Answer },
  outcome: Outcome | Refusal,
): Answer | Refusal {
  return isRefusal(outcome) ? outcome : task.answer(outcome);
}
