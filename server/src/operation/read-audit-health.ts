import * as z from "zod";
import { describeCoverage } from "../access/describe-coverage.ts";
import type { AuditHealthAnswer } from "../contract/index.ts";
import { noQuery } from "./input.ts";
import { refuseUnlessAuditor } from "./list-audit.ts";
import { defineOperation } from "./operation.ts";

export const readAuditHealth = defineOperation({
  name: "audit.health",
  summary:
    "How far the sealing of the audit log and its anchors have come, what it covers, and how it grows.",
  method: "GET",
  path: "/api/audit/health",
  effect: "none",
  assurance: "signedIn",
  status: 200,
  input: z.object({ query: noQuery }),
  plan: (_, scene) =>
    refuseUnlessAuditor(scene) ?? {
      kind: "auditHealth",
      plan: scene.settings.sealing,
      answer: (health) => ({
        body: {
          ...health,
          coverage: describeCoverage(scene.coverage, scene.grants),
        } satisfies AuditHealthAnswer,
      }),
    },
});
