import { readSession, selectSessions } from "../../execute/sessions.ts";
import { compile } from "../../statement/compile.ts";
import { withLedger } from "../audit/with-ledger.ts";
import type { Command } from "../command.ts";

/** More than a company has. */
const most = 10_000;

export const list: Command = {
  summary: "prints who is signed in at this moment",
  usage: `  --json          all that is known of each session
  --config FILE   default purser.config.ts

  One line for each session, the last used first: id, last use (UTC), address, person, roles. While its second factor is
  missing a session opens nothing.`,
  options: { json: { type: "boolean" }, config: { type: "string" } },
  run: (options) =>
    withLedger(options, async (ledger) => {
      const { rows } = await ledger.run(
        compile(selectSessions({ of: "everybody", search: "" }, most)),
      );
      const sessions = rows.map((row) => readSession(row, null));
      if (options.json === true) console.log(JSON.stringify(sessions, null, 2));
      else if (sessions.length === 0) console.log("Nobody is signed in.");
      else
        for (const { id, lastUsedAt, address, name, subject, roles, secondFactor } of sessions)
          console.log(
            [
              id,
              lastUsedAt,
              address ?? "-",
              `${name} (${subject})`,
              roles.join(","),
              ...(secondFactor === null ? ["second factor missing"] : []),
            ].join("  "),
          );
    }),
};
