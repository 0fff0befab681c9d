import * as z from "zod";
import { noQuery } from "./input.ts";
import { refuseUnlessAuditor } from "./list-audit.ts";
import { defineOperation } from "./operation.ts";

export const readAuditEntry = defineOperation({
  name: "audit.read",
  summary: "One line of the audit log, with every row that it changed.",
  method: "GET",
  path: "/api/audit/{id}",
  effect: "read",
  assurance: "signedIn",
  status: 200,
  input: z.object({ path: z.object({ id: z.guid() }), query: noQuery }),
  plan: ({ path }, scene) =>
    refuseUnlessAuditor(scene) ?? {
      kind: "auditEntry",
      plan: path.id,
      answer: (body) => ({ body }),
    },
});
