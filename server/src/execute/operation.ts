import type { Refusal } from "../contract/index.ts";
import { isRefusal } from "../contract/index.ts";
import type { Connection } from "../database/database.ts";
import type { Beginning } from "../statement/operation.ts";
import { beginOperation, endOperation } from "../statement/operation.ts";
import type { Run } from "./context.ts";

/** Rows of one table that changed alike as a consequence. */
export interface Cascade {
  readonly schema: string;
  readonly table: string;
  readonly verb: "insert" | "update" | "delete";
  readonly count: number;
}

export interface Done<After> {
  readonly id: string;
  readonly cascades: readonly Cascade[];
  /** Read at the end of the transaction. */
  readonly after: After;
}

/** Carries a refusal through the rollback. */
class RolledBack extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super("rolled back");
    this.refusal = refusal;
  }
}

/**
 * The one way to change rows: begins the operation, changes, lets the ledger compare what was written with what was
 * captured, and reads what came of it, all in one transaction. A refusal from `change` undoes everything.
 */
export async function runOperation<Changed, After>(
  run: Run,
  beginning: Pick<Beginning, "kind" | "resource" | "target" | "keys" | "reason">,
  change: (connection: Connection, id: string) => Promise<Changed | Refusal>,
  readAfter: (connection: Connection, changed: Changed) => Promise<After>,
): Promise<Done<After> | Refusal> {
  const { deployment, principal, origin } = run;
  const id = deployment.newId();
  try {
    return await deployment.stores.ledger.transaction(async (connection) => {
      await connection.run(
        beginOperation({
          ...beginning,
          id,
          proof: principal.session.proof,
          requestId: origin.requestId,
          address: origin.address,
          policy: deployment.policy,
        }),
        run.signal,
      );
      const changed = await change(connection, id);
      if (isRefusal(changed)) throw new RolledBack(changed);
      const { rows } = await connection.run(endOperation(id));
      const cascades = rows.flatMap(([schema, table, verb, direct, count]) =>
        direct === "f" && isVerb(verb)
          ? [{ schema: schema ?? "", table: table ?? "", verb, count: Number(count) }]
          : [],
      );
      return { id, cascades, after: await readAfter(connection, changed) };
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.refusal;
    throw error;
  }
}

function isVerb(verb: string | null | undefined): verb is Cascade["verb"] {
  return verb === "insert" || verb === "update" || verb === "delete";
}
