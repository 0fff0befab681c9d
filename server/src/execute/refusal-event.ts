import { sql } from "kysely";
import type { Refusal } from "../contract/index.ts";
import { compile } from "../statement/compile.ts";
import type { Run } from "./context.ts";

/** What was tried, as far as it names something that exists. */
export interface Tried {
  readonly kind: string;
  readonly resource: string | null;
  /** The record's key, where the address held a well-formed one. */
  readonly key: readonly string[] | null;
}

/** Records what somebody with a session, or who had one, was refused: what they tried and where, never the values. */
export async function recordRefusal(
  { deployment, principal, origin, viewAs }: Run,
  tried: Tried,
  { refused, errors, operation }: Refusal,
): Promise<void> {
  const keys = tried.key ? [tried.key] : [];
  const details = { at: errors?.map((error) => error.pointer) ?? [], ...(viewAs && { viewAs }) };
  await deployment.stores.ledger.run(
    compile(sql`select purser.record_refusal(${principal.session.proof}::bytea, ${deployment.newId()}::uuid, ${tried.kind}::text,
      ${refused}::text, null, ${tried.resource}::text, ${wellFormed(JSON.stringify(keys))}::jsonb,
      ${wellFormed(JSON.stringify(details))}::jsonb, ${origin.requestId}::text, ${origin.address}::inet, ${deployment.policy}::text, ${operation ?? null}::uuid)`),
  );
}

/** What a client sent may hold what PostgreSQL's jsonb cannot. */
function wellFormed(json: string): string {
  return json.toWellFormed().replaceAll(/\\u0000|\\ud[89a-f][0-9a-f]{2}/gi, "\u{fffd}");
}
