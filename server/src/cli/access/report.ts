import { accessReport, reportPolicy } from "../../audit/access-report.ts";
import { completeReport } from "../../audit/periodic-review.ts";
import { printAccessReport } from "../../audit/print-access-report.ts";
import { policyDigest } from "../../config/policy-digest.ts";
import { assertLedger } from "../../database/login.ts";
import type { Command } from "../command.ts";
import { withPolicy } from "./with-policy.ts";

export const report: Command = {
  summary: "writes who may do what, for the quarterly review",
  usage: `  --csv           as CSV, one line for each person and role, instead of JSON
  --config FILE   default purser.config.ts`,
  options: { csv: { type: "boolean" }, config: { type: "string" } },
  run: (options) =>
    withPolicy(options, async (inForce, config, stores) => {
      await assertLedger(stores.ledger);
      const policy = reportPolicy(inForce, {
        application: config.name,
        policy: policyDigest(config),
        roles: config.roles,
        resources: config.resources,
      });
      const complete = await completeReport(stores.ledger, accessReport, policy);
      if (options.csv === true) process.stdout.write(printAccessReport(complete));
      else console.log(JSON.stringify(complete, null, 2));
    }),
};
