import { v7 as uuidv7 } from "uuid";
import { allSent } from "../../server/src/database/all-sent.ts";
import type { Connection, Database, Statement } from "../../server/src/database/database.ts";
import type { Beginning } from "../../server/src/statement/operation.ts";
import {
  beginOperation,
  endOperation,
  recordIntent,
} from "../../server/src/statement/operation.ts";

/** Runs a statement over a table as Purser runs a change: the intent first, then one operation. */
export async function change(
  ledger: Database,
  proof: Buffer,
  table: string,
  statement: Statement,
): Promise<void> {
  const beginning = beginningOf(proof, table);
  await ledger.transaction(
    (connection) => within(connection, beginning, statement),
    recordIntent(beginning),
  );
}

async function within(connection: Connection, beginning: Beginning, statement: Statement) {
  await allSent(
    connection.run(beginOperation(beginning)),
    connection.run(statement),
    connection.run(endOperation(beginning.id)),
  );
}

/** Somebody's operation on a table. */
export function beginningOf(proof: Buffer, table: string): Beginning {
  return {
    id: uuidv7(),
    proof,
    kind: "record.update",
    resource: table,
    target: { schema: "public", name: table },
    keys: [],
    reason: null,
    requestId: "bench",
    address: null,
    policy: "bench",
  };
}
