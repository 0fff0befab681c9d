import * as z from "zod";
import type { UndoneAnswer } from "../contract/index.ts";
import { isRefusal, refuse } from "../contract/index.ts";
import { planReason } from "../plan/write.ts";
import { noQuery, reasonBody, versionOf } from "./input.ts";
import { defineOperation } from "./operation.ts";
import { cascadedAnswer } from "./written-answer.ts";

export const undo = defineOperation({
  name: "record.undo",
  summary:
    "Puts every row that an operation changed back as it was, all or nothing: If-Match is the plan's version.",
  method: "POST",
  path: "/api/audit/{id}/undo",
  effect: "write",
  assurance: "signedIn",
  alsoDoes: ["record.create", "record.update", "record.delete"],
  status: 200,
  input: z.object({
    path: z.object({ id: z.guid() }),
    query: noQuery,
    headers: z.object({ "if-match": z.string().optional() }),
    body: reasonBody,
  }),
  plan: ({ path, headers, body }, scene) => {
    const version = versionOf(headers["if-match"]);
    if (isRefusal(version)) return version;
    if (version === null)
      return refuse("version_required", {
        detail: "Read what undoing would do and send its version as `If-Match`.",
      });
    const reason = planReason(body?.reason, true);
    if (isRefusal(reason)) return reason;
    return {
      kind: "undo",
      plan: { operation: path.id, expectedVersion: version, reason },
      answer: ({ operation, cascades, restored }) => ({
        body: {
          operation,
          cascaded: cascadedAnswer(scene, cascades),
          restored,
        } satisfies UndoneAnswer,
      }),
    };
  },
});
