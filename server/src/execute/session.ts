import { sql } from "kysely";
import { compile } from "../statement/compile.ts";
import type { Run } from "./context.ts";

/** Throws SQLSTATE PU001 unless the session lives, PU008 without its second factor; answers without rows check it so, all others as they read. */
export async function assertSession({ deployment, principal, signal }: Run): Promise<void> {
  await deployment.stores.ledger.run(
    compile(sql`select purser.live_session(${principal.session.proof}::bytea)`),
    signal,
  );
}
