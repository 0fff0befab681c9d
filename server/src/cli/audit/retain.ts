import { v7 as uuidv7 } from "uuid";
import { listDueMonths, retireMonths } from "../../audit/retention.ts";
import type { Command } from "../command.ts";
import { withLedger } from "./with-ledger.ts";

export const retain: Command = {
  summary: "removes months of the audit log that are past their life",
  usage: `  --config FILE   default purser.config.ts

  How long is in \`retention\`, as of the last \`purser migrate\`. A running server does the same every hour. What is not
  sealed, not anchored or not delivered yet stays.`,
  options: { config: { type: "string" } },
  run: (options) =>
    withLedger(options, async (ledger) => {
      for (const { table, month, sealed } of await retireMonths(ledger, uuidv7)) {
        const rows = sealed.reduce((sum, leaves) => sum + leaves.rows, 0);
        console.log(`${table} ${month}: ${rows} rows removed`);
      }
      const kept = await listDueMonths(ledger);
      if (kept.length > 0)
        console.log(
          `Past their life, but not sealed, anchored and delivered yet: ${kept.join(", ")}`,
        );
    }),
};
