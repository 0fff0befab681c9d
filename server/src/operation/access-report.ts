import { reportPolicy } from "../audit/access-report.ts";
import { printAccessReport } from "../audit/print-access-report.ts";
import { refuseUnlessAdministrator } from "./explain-access.ts";
import { defineOperation } from "./operation.ts";
import { answerReport, reportInput, reviewInput } from "./periodic-review.ts";

export const readAccessReport = defineOperation({
  name: "access.report",
  summary: "Who may do what: people, their roles, and the rights of these; as JSON or as CSV.",
  method: "GET",
  path: "/api/access/report",
  effect: "read",
  assurance: "signedIn",
  status: 200,
  input: reportInput,
  plan: ({ query }, scene) =>
    refuseUnlessAdministrator(scene) ?? {
      kind: "accessReport",
      plan: reportPolicy(scene.inForce, scene.settings),
      answer: (report) => answerReport(query, report, "access-report", printAccessReport),
    },
});

export const reviewAccess = defineOperation({
  name: "access.review",
  summary: "Records that the caller has looked through who may do what, and agrees.",
  method: "POST",
  path: "/api/access/reviews",
  effect: "read",
  assurance: "fresh",
  status: 201,
  input: reviewInput,
  plan: ({ body }, scene) =>
    refuseUnlessAdministrator(scene) ?? {
      kind: "accessReview",
      plan: { head: reportPolicy(scene.inForce, scene.settings), note: body.note },
      answer: (reviewed) => ({ body: reviewed }),
    },
});
