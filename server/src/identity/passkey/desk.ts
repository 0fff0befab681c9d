import type { ServerKeys } from "../../config/keys.ts";
import type { ProblemCode } from "../../contract/index.ts";
import type { Connection } from "../../database/database.ts";
import type { Entrant, Principal, RequestOrigin } from "../principal.ts";
import type { RelyingParty } from "./relying-party.ts";

/** What passkeys need beside what the browser brings. */
export interface PasskeyDesk {
  readonly ledger: Connection;
  readonly relyingParty: RelyingParty;
  readonly keys: Pick<ServerKeys, "challenge" | "pseudonym">;
  /** Digest of the configuration in force. */
  readonly policy: string;
  readonly newId: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Somebody with a session, whether or not it has its second factor. */
export type Caller = Principal | Entrant;

/** Records what somebody with a session, or who had one, was refused at the door. */
export async function recordRefusedPasskey(
  { ledger, newId, policy }: Pick<PasskeyDesk, "ledger" | "newId" | "policy">,
  proof: Buffer,
  kind: "session.raise" | "passkey.enrol",
  code: ProblemCode,
  origin: RequestOrigin,
): Promise<void> {
  await ledger.run({
    text: `select purser.record_refusal(p_secret => $1, p_id => $2, p_kind => $3, p_code => $4, p_actor => null,
      p_resource => null, p_keys => null, p_details => null, p_request_id => $5, p_address => $6, p_policy => $7)`,
    values: [proof, newId(), kind, code, origin.requestId, origin.address, policy],
  });
}
