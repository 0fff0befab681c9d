import * as z from "zod";
import { isRefusal } from "../contract/index.ts";
import { planCreate } from "../plan/write.ts";
import { idempotencyKeyOf, noQuery, resourcePath, writeBody } from "./input.ts";
import { defineOperation, grantOf } from "./operation.ts";
import { writtenAnswer } from "./written-answer.ts";

export const createRecord = defineOperation({
  name: "record.create",
  summary:
    "Creates a record. With an Idempotency-Key, a repetition answers with the first one's record.",
  method: "POST",
  path: "/api/resources/{resource}/records",
  effect: "write",
  assurance: "signedIn",
  status: 201,
  input: z.object({
    path: resourcePath,
    query: noQuery,
    headers: z.object({ "idempotency-key": z.string().optional() }),
    body: writeBody,
  }),
  plan: ({ path, headers, body }, scene) => {
    const grant = grantOf(scene, path.resource);
    if (isRefusal(grant)) return grant;
    const key = idempotencyKeyOf(headers["idempotency-key"]);
    if (isRefusal(key)) return key;
    const plan = planCreate(grant, body, scene.settings.requireReason);
    if (isRefusal(plan)) return plan;
    const idempotent = key === null ? null : { key, input: JSON.stringify([path.resource, body]) };
    return {
      kind: "write",
      plan: { plan, idempotent },
      answer: (written) => writtenAnswer(scene, written),
    };
  },
});
