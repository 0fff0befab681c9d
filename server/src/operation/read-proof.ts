import * as z from "zod";
import { fieldNames } from "./input.ts";
import { refuseUnlessAuditor } from "./list-audit.ts";
import { defineOperation } from "./operation.ts";

export const readProof = defineOperation({
  name: "audit.proof",
  summary: "What proves one line of the audit log to somebody who has nothing but the key.",
  method: "GET",
  path: "/api/audit/{id}/proof",
  effect: "read",
  assurance: "signedIn",
  status: 200,
  input: z.object({
    path: z.object({ id: z.guid() }),
    query: z.strictObject({ disclose: fieldNames.optional() }),
  }),
  plan: ({ path, query }, scene) =>
    refuseUnlessAuditor(scene) ?? {
      kind: "auditProof",
      plan: { entry: path.id, disclose: query.disclose ?? [] },
      answer: (body) => ({
        body,
        headers: { "content-disposition": `attachment; filename="evidence-${path.id}.json"` },
      }),
    },
});
