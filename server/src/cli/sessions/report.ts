import { completeReport } from "../../audit/periodic-review.ts";
import { printSessionReport } from "../../audit/print-session-report.ts";
import { sessionReport } from "../../audit/session-report.ts";
import { policyDigest } from "../../config/policy-digest.ts";
import { withLedger } from "../audit/with-ledger.ts";
import type { Command } from "../command.ts";

export const report: Command = {
  summary: "writes who was signed in, for the quarterly review",
  usage: `  --csv           as CSV, one line for each person, instead of JSON
  --config FILE   default purser.config.ts`,
  options: { csv: { type: "boolean" }, config: { type: "string" } },
  run: (options) =>
    withLedger(options, async (ledger, config) => {
      const head = { application: config.name, policy: policyDigest(config) };
      const complete = await completeReport(ledger, sessionReport, head);
      if (options.csv === true) process.stdout.write(printSessionReport(complete));
      else console.log(JSON.stringify(complete, null, 2));
    }),
};
