import type { Refusal } from "../contract/index.ts";
import { isRefusal } from "../contract/index.ts";
import { allSent } from "../database/all-sent.ts";
import type { Connection, TextRow } from "../database/database.ts";
import type { Beginning } from "../statement/operation.ts";
import { beginOperation, endOperation, recordIntent } from "../statement/operation.ts";
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

export type Undertaking = Pick<
  Beginning,
  "kind" | "resource" | "target" | "keys" | "reason" | "undoes"
>;

/**
 * The one way to change rows: says what is tried, begins the operation, changes, lets the ledger compare what was
 * written with what was captured, and reads what came of it; all but the first in one transaction. A refusal from
 * `change` undoes everything, and so does what `explain` makes of an error; any other error is thrown on.
 */
export async function runOperation<Changed, After>(
  run: Run,
  undertaking: Undertaking,
  steps: {
    readonly change: (connection: Connection, id: string) => Promise<Changed | Refusal>;
    readonly readAfter: (connection: Connection, changed: Changed) => Promise<After>;
    readonly explain: (error: unknown) => Refusal | null;
  },
): Promise<Done<After> | Refusal> {
  const { deployment, principal, origin } = run;
  const { ledger } = deployment.stores;
  const beginning: Beginning = {
    ...undertaking,
    id: deployment.newId(),
    proof: principal.session.proof,
    requestId: origin.requestId,
    address: origin.address,
    policy: deployment.policy,
  };
  const { id } = beginning;
  try {
    return await ledger.transaction(async (connection) => {
      const [, changed] = await allSent(
        connection.run(beginOperation(beginning), run.signal),
        steps.change(connection, id),
      );
      if (isRefusal(changed)) throw new RolledBack(changed);
      const [{ rows }, after] = await allSent(
        connection.run(endOperation(id)),
        steps.readAfter(connection, changed),
      );
      return { id, cascades: rows.flatMap(readCascade), after };
    }, recordIntent(beginning));
  } catch (error) {
    const refusal = error instanceof RolledBack ? error.refusal : steps.explain(error);
    if (refusal) return { ...refusal, operation: id };
    throw error;
  }
}

function readCascade([schema, table, verb, count]: TextRow): readonly Cascade[] {
  return isVerb(verb)
    ? [{ schema: schema ?? "", table: table ?? "", verb, count: Number(count) }]
    : [];
}

function isVerb(verb: string | null | undefined): verb is Cascade["verb"] {
  return verb === "insert" || verb === "update" || verb === "delete";
}
