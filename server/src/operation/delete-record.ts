import * as z from "zod";
import { isRefusal } from "../contract/index.ts";
import { planDelete } from "../plan/write.ts";
import { noQuery, reasonBody, recordPath, versionOf } from "./input.ts";
import { defineOperation, grantOf } from "./operation.ts";
import { writtenAnswer } from "./written-answer.ts";

export const deleteRecord = defineOperation({
  name: "record.delete",
  summary:
    "Deletes a record that nobody changed since it was read, and what the database deletes with it.",
  method: "DELETE",
  path: "/api/resources/{resource}/records/{key}",
  effect: "write",
  assurance: "signedIn",
  status: 200,
  input: z.object({
    path: recordPath,
    query: noQuery,
    headers: z.object({ "if-match": z.string().optional() }),
    body: reasonBody,
  }),
  plan: ({ path, headers, body }, scene) => {
    const grant = grantOf(scene, path.resource);
    if (isRefusal(grant)) return grant;
    const version = versionOf(headers["if-match"]);
    if (isRefusal(version)) return version;
    const plan = planDelete(grant, path.key, version, body?.reason, scene.settings.requireReason);
    if (isRefusal(plan)) return plan;
    return {
      kind: "write",
      plan: { plan, idempotent: null },
      answer: (written) => writtenAnswer(scene, written),
    };
  },
});
