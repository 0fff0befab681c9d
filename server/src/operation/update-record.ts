import * as z from "zod";
import { isRefusal } from "../contract/index.ts";
import { planUpdate } from "../plan/write.ts";
import { noQuery, recordPath, versionOf, writeBody } from "./input.ts";
import { defineOperation, grantOf } from "./operation.ts";
import { writtenAnswer } from "./written-answer.ts";

export const updateRecord = defineOperation({
  name: "record.update",
  summary:
    "Changes fields of a record that nobody else changed since it was read: If-Match is its version.",
  method: "PATCH",
  path: "/api/resources/{resource}/records/{key}",
  effect: "write",
  assurance: "signedIn",
  status: 200,
  input: z.object({
    path: recordPath,
    query: noQuery,
    headers: z.object({ "if-match": z.string().optional() }),
    body: writeBody,
  }),
  plan: ({ path, headers, body }, scene) => {
    const grant = grantOf(scene, path.resource);
    if (isRefusal(grant)) return grant;
    const version = versionOf(headers["if-match"]);
    if (isRefusal(version)) return version;
    const plan = planUpdate(grant, path.key, version, body, scene.settings.requireReason);
    if (isRefusal(plan)) return plan;
    return {
      kind: "write",
      plan: { plan, idempotent: null },
      answer: (written) => writtenAnswer(scene, written),
    };
  },
});
