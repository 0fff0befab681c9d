import * as z from "zod";
import { isRefusal } from "../contract/index.ts";
import { planRecord } from "../plan/record.ts";
import { noQuery, recordPath } from "./input.ts";
import { defineOperation, grantOf } from "./operation.ts";

export const readRecord = defineOperation({
  name: "record.read",
  summary: "One record, whole, with its version as ETag.",
  method: "GET",
  path: "/api/resources/{resource}/records/{key}",
  effect: "read",
  assurance: "signedIn",
  status: 200,
  input: z.object({ path: recordPath, query: noQuery }),
  plan: ({ path }, scene) => {
    const grant = grantOf(scene, path.resource);
    if (isRefusal(grant)) return grant;
    const plan = planRecord(grant, path.key);
    if (isRefusal(plan)) return plan;
    return {
      kind: "record",
      plan,
      answer: (body) => ({ body, headers: { etag: `"${body.version}"` } }),
    };
  },
});
