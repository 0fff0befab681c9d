import { printSessionReport } from "../audit/print-session-report.ts";
import type { SessionReportHead } from "../audit/session-report.ts";
import { refuseUnlessAdministrator } from "./explain-access.ts";
import { defineOperation, type Settings } from "./operation.ts";
import { answerReport, reportInput, reviewInput } from "./periodic-review.ts";

export const readSessionReport = defineOperation({
  name: "session.report",
  summary:
    "Who was signed in, how, from where, and how it ended; and when that is to be looked through. As JSON or as CSV.",
  method: "GET",
  path: "/api/sessions/report",
  effect: "read",
  assurance: "signedIn",
  status: 200,
  input: reportInput,
  plan: ({ query }, scene) =>
    refuseUnlessAdministrator(scene) ?? {
      kind: "sessionReport",
      plan: headOf(scene.settings),
      answer: (report) => answerReport(query, report, "session-report", printSessionReport),
    },
});

export const reviewSessions = defineOperation({
  name: "session.review",
  summary: "Records that the caller has looked through who was signed in, and agrees.",
  method: "POST",
  path: "/api/sessions/reviews",
  effect: "read",
  assurance: "fresh",
  status: 201,
  input: reviewInput,
  plan: ({ body }, scene) =>
    refuseUnlessAdministrator(scene) ?? {
      kind: "sessionReview",
      plan: { head: headOf(scene.settings), note: body.note },
      answer: (reviewed) => ({ body: reviewed }),
    },
});

function headOf({ application, policy }: Settings): SessionReportHead {
  return { application, policy };
}
