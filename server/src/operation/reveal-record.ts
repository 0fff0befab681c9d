import * as z from "zod";
import { isRefusal } from "../contract/index.ts";
import { planReveal } from "../plan/reveal.ts";
import { noQuery, recordPath, storableText } from "./input.ts";
import { defineOperation, grantOf } from "./operation.ts";

export const revealRecord = defineOperation({
  name: "record.reveal",
  summary: "Masked fields of one record in clear, for a while and with a reason.",
  method: "POST",
  path: "/api/resources/{resource}/records/{key}/reveal",
  effect: "read",
  assurance: "fresh",
  status: 200,
  input: z.object({
    path: recordPath,
    query: noQuery,
    body: z.strictObject({
      fields: z.array(z.string()).max(200),
      reason: z
        .strictObject({
          kind: z.string().default(""),
          text: z.string().default(""),
          ticket: storableText.trim().min(1).max(200).exactOptional(),
        })
        .optional(),
    }),
  }),
  plan: ({ path, body }, scene) => {
    const grant = grantOf(scene, path.resource);
    if (isRefusal(grant)) return grant;
    const plan = planReveal(grant, path.key, body, scene.settings.reveal);
    return isRefusal(plan)
      ? plan
      : { kind: "reveal", plan, answer: (revealed) => ({ body: revealed }) };
  },
});
