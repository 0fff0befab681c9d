import { v7 as uuidv7 } from "uuid";
import { policyDigest } from "../../config/policy-digest.ts";
import type { SessionSummary } from "../../contract/index.ts";
import type { Database } from "../../database/database.ts";
import { readSession, selectSessions } from "../../execute/sessions.ts";
import { compile } from "../../statement/compile.ts";
import { withLedger } from "../audit/with-ledger.ts";
import { type Command, type Options, textOption } from "../command.ts";
import { UsageError } from "../usage-error.ts";

export const revoke: Command = {
  summary: "ends sessions, on every server within 5 s",
  usage: `  --session ID       one, as \`purser sessions list\` shows it
  --subject TEXT     all of the people with this subject
  --everybody        all there are
  --reason TEXT      why, for the log
  --config FILE      default purser.config.ts

  Recorded as done by whoever runs Purser: nobody is signed in here. Who may still sign in can do so at once; to keep
  somebody out, disable them at the identity provider.`,
  options: {
    session: { type: "string" },
    subject: { type: "string" },
    everybody: { type: "boolean" },
    reason: { type: "string" },
    config: { type: "string" },
  },
  run: (options) => {
    const isMeant = readTarget(options);
    const reason = textOption(options, "reason")?.trim() ?? "";
    if (reason === "")
      throw new UsageError("--reason is missing.", "It is written into the log, and stays there.");
    return withLedger(options, async (ledger, config) => {
      const { rows } = await ledger.run(
        compile(selectSessions({ of: "everybody", search: "" }, mostSessions)),
      );
      const meant = rows.map((row) => readSession(row, null)).filter(isMeant);
      const policy = policyDigest(config);
      for (const session of meant) {
        const isEnded = await endSession(ledger, session.id, reason, policy);
        console.log(`${session.id}  ${session.name}: ${isEnded ? "ended" : "had ended"}`);
      }
      if (meant.length === 0) console.log("There is no such session.");
    });
  },
};

/** More than a company has. */
const mostSessions = 10_000;

/** Exactly one of the three ways to say whose. */
function readTarget(options: Options): (session: SessionSummary) => boolean {
  const session = textOption(options, "session");
  const subject = textOption(options, "subject");
  const targets = [
    ...(session === undefined ? [] : [({ id }: SessionSummary) => id === session]),
    ...(subject === undefined ? [] : [(each: SessionSummary) => each.subject === subject]),
    ...(options.everybody === true ? [() => true] : []),
  ];
  const [target] = targets;
  if (target === undefined || targets.length > 1)
    throw new UsageError("Whose?", "Give one of --session, --subject and --everybody.");
  return target;
}

async function endSession(
  ledger: Database,
  session: string,
  reason: string,
  policy: string,
): Promise<boolean> {
  const { rows } = await ledger.run({
    text: "select purser.end_session($1, $2, $3, $4)",
    values: [session, `ended by an operator: ${reason}`, uuidv7(), policy],
  });
  return rows[0]?.[0] === "t";
}
