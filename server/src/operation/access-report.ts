import * as z from "zod";
import { reportPolicy } from "../audit/access-report.ts";
import { printReport } from "../audit/print-report.ts";
import { refuseUnlessAdministrator } from "./explain-access.ts";
import { noQuery, storableText } from "./input.ts";
import { defineOperation } from "./operation.ts";

export const readAccessReport = defineOperation({
  name: "access.report",
  summary: "Who may do what: people, their roles, and the rights of these; as JSON or as CSV.",
  method: "GET",
  path: "/api/access/report",
  effect: "read",
  assurance: "signedIn",
  status: 200,
  input: z.object({
    query: z.strictObject({ format: z.enum(["json", "csv"]).optional() }),
  }),
  plan: ({ query }, scene) =>
    refuseUnlessAdministrator(scene) ?? {
      kind: "accessReport",
      plan: reportPolicy(scene.inForce, scene.settings),
      answer: (report) =>
        query.format === "csv"
          ? {
              body: null,
              text: printReport(report),
              headers: {
                "content-type": "text/csv; charset=utf-8; header=present",
                "content-disposition": 'attachment; filename="access-report.csv"',
              },
            }
          : { body: report },
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
  input: z.object({
    query: noQuery,
    body: z.strictObject({ note: storableText.trim().min(1).max(1_000) }),
  }),
  plan: ({ body }, scene) =>
    refuseUnlessAdministrator(scene) ?? {
      kind: "accessReview",
      plan: { policy: reportPolicy(scene.inForce, scene.settings), note: body.note },
      answer: (reviewed) => ({ body: reviewed }),
    },
});
