import { sql } from "kysely";
import type { Refusal } from "../contract/index.ts";
import { refuse } from "../contract/index.ts";
import type { PersonId } from "../identity/identity.ts";
import type { Fragment } from "../statement/compile.ts";
import type { Run } from "./context.ts";
import { queryLedger } from "./read.ts";

/** Something that is done with passkeys that are there. Each is checked and recorded by a function of the ledger. */
export type PasskeyChange =
  | { readonly verb: "rename"; readonly id: string; readonly name: string }
  | { readonly verb: "remove" | "consent" | "approveRecovery"; readonly id: string }
  | { readonly verb: "recover"; readonly person: PersonId; readonly reason: string };

/** Does it and records it; the id of its event, or why not. */
export async function changePasskey(run: Run, change: PasskeyChange): Promise<string | Refusal> {
  const id = run.deployment.newId();
  const [row = []] = await queryLedger(run, callFor(run, change, id));
  return row[0] === "done" ? id : changeRefusal(row[0] ?? "");
}

function callFor(
  { deployment, principal, origin }: Run,
  change: PasskeyChange,
  eventId: string,
): Fragment {
  const proof = sql`${principal.session.proof}::bytea`;
  const fresh = sql`make_interval(secs => ${deployment.relyingParty?.freshSeconds ?? 0})`;
  const record = sql`${eventId}::uuid, ${origin.requestId}::text, ${origin.address}::inet, ${deployment.policy}::text`;
  switch (change.verb) {
    case "rename":
      return sql`select purser.rename_passkey(${proof}, ${change.id}::uuid, ${change.name}::text, ${record})`;
    case "remove":
      return sql`select purser.remove_passkey(${proof}, ${change.id}::uuid, ${fresh}, ${record})`;
    case "consent":
      return sql`select purser.consent_to_passkey(${proof}, ${change.id}::uuid, ${fresh}, ${record})`;
    case "recover":
      return sql`select purser.ask_passkey_recovery(${proof}, ${change.person.issuer}::text, ${change.person.subject}::text,
        ${change.reason}::text, ${fresh}, ${record})`;
    case "approveRecovery":
      return sql`select purser.approve_passkey_recovery(${proof}, ${change.id}::uuid, ${fresh}, ${record})`;
  }
}

function changeRefusal(outcome: string): Refusal {
  switch (outcome) {
    case "own":
      return refuse("forbidden", { detail: "Somebody else has to do that for you." });
    case "asker":
      return refuse("forbidden", {
        detail: "Another administrator than the one who asked approves.",
      });
    case "stale":
      return refuse("insufficient_user_authentication");
    case "last":
      return refuse("conflict", {
        detail:
          "None of your other passkeys may confirm as soon as this one. Enrol another one and wait until it may, or ask two administrators for a recovery.",
      });
    case "trusted":
      return refuse("conflict", { detail: "This passkey may confirm already." });
    case "lapsed":
      return refuse("conflict", { detail: "This was asked for more than a day ago; ask again." });
    case "approved":
      return refuse("conflict", { detail: "This recovery was approved already." });
    default:
      return refuse("not_found", { detail: "There is no such passkey or request." });
  }
}
