import * as z from "zod";
import { printSessionReport } from "../audit/print-session-report.ts";
import { refuseUnlessAdministrator } from "./explain-access.ts";
import { noQuery, storableText } from "./input.ts";
import { defineOperation } from "./operation.ts";

export const readSessionReport = defineOperation({
  name: "session.report",
  summary:
    "Who was signed in, how, from where, and how it ended; and when that is to be looked through. As JSON or as CSV.",
  method: "GET",
  path: "/api/sessions/report",
  effect: "read",
  assurance: "signedIn",
  status: 200,
  input: z.object({
    query: z.strictObject({ format: z.enum(["json", "csv"]).optional() }),
  }),
  plan: ({ query }, scene) =>
    refuseUnlessAdministrator(scene) ?? {
      kind: "sessionReport",
      plan: { application: scene.settings.application, policy: scene.settings.policy },
      answer: (report) =>
        query.format === "csv"
          ? {
              body: null,
              text: printSessionReport(report),
              headers: {
                "content-type": "text/csv; charset=utf-8; header=present",
                "content-disposition": 'attachment; filename="session-report.csv"',
              },
            }
          : { body: report },
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
  input: z.object({
    query: noQuery,
    body: z.strictObject({ note: storableText.trim().min(1).max(1_000) }),
  }),
  plan: ({ body }, scene) =>
    refuseUnlessAdministrator(scene) ?? {
      kind: "sessionReview",
      plan: {
        head: { application: scene.settings.application, policy: scene.settings.policy },
        note: body.note,
      },
      answer: (reviewed) => ({ body: reviewed }),
    },
});
