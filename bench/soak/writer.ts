import { v7 as uuidv7 } from "uuid";
import {
  type BindValue,
  type Connection,
  type Database,
  openDatabase,
} from "../../server/src/database/database.ts";
import { beginOperation, endOperation } from "../../server/src/statement/operation.ts";
import { beginningOf } from "../audit/change.ts";
import type { Chance } from "./chance.ts";
import { firstAccounts } from "./database.ts";
import type { Tally } from "./tally.ts";

export const writers = 12;

const accountsEach = firstAccounts / writers;
const mostRows = 25;

export interface WriterOptions {
  /** Of Purser's login. */
  readonly url: string;
  /** From 0; each writer has accounts of its own, so that none waits for another's rows. */
  readonly number: number;
  readonly proof: Buffer;
  readonly chance: Chance;
  readonly tally: Tally;
}

/** Ends a transaction that its writer takes back. */
class TakenBack extends Error {}

/** Writes through one operation after another until there is enough; after a lost connection, on another one. */
export async function runWriter(options: WriterOptions, isDone: () => boolean): Promise<void> {
  const { url, tally } = options;
  const database = openDatabase({ url, connections: 1 });
  while (!isDone()) {
    try {
      const changes = await transact(database, options);
      tally.changes += changes;
      tally.committed += 1;
    } catch (error) {
      if (error instanceof TakenBack) tally.rolledBack += 1;
      else if (isRefused(error)) tally.refused += 1;
      else if (isLost(error)) tally.lost += 1;
      else throw error;
    }
  }
  await database.end();
}

/** One operation; answers how many rows it changed. */
function transact(database: Database, options: WriterOptions): Promise<number> {
  const { proof, chance, tally } = options;
  const beginning = beginningOf(proof, "account");
  return database.transaction(async (connection) => {
    await connection.run(beginOperation(beginning));
    let changes = 0;
    for (let left = 1 + chance.below(4); left > 0; left -= 1)
      changes += await (chance.isIn(0.2) ? writeInSavepoint : write)(connection, options);
    if (chance.isIn(0.005)) {
      tally.long += 1;
      // Longer than sealing takes, so that rows of one transaction come to be sealed late.
      await run(connection, "select pg_sleep(1.3)");
    }
    if (chance.isIn(0.1)) throw new TakenBack();
    await connection.run(endOperation(beginning.id));
    return changes;
  });
}

/** What is rolled back to the savepoint: a row of the log, or rarely an account, whose operation is then refused. */
async function writeInSavepoint(connection: Connection, options: WriterOptions): Promise<number> {
  const { proof, chance, tally } = options;
  tally.savepoints += 1;
  await run(connection, "savepoint here");
  if (chance.isIn(0.5)) {
    const changes = await write(connection, options);
    await run(connection, "release savepoint here");
    return changes;
  }
  if (chance.isIn(0.1)) await write(connection, options);
  else
    await run(
      connection,
      "select purser.record_refusal($1::bytea, $2::uuid, 'soak', 'soak', null, null, null, null, null, null, null)",
      [proof, uuidv7()],
    );
  await run(connection, "rollback to savepoint here");
  return 0;
}

function write(connection: Connection, { number, chance }: WriterOptions): Promise<number> {
  const count = 1 + chance.below(mostRows);
  const note = `„${chance.below(1_000_000)}“ 😀`.repeat(chance.below(3));
  if (chance.isIn(0.1))
    return run(
      connection,
      "insert into account (writes, note) select 1, $1::text from generate_series(1, $2::integer)",
      [note, count],
    );
  const first = 1 + number * accountsEach + chance.below(accountsEach - count);
  return run(
    connection,
    "update account set writes = writes + 1, note = $1::text where id >= $2::bigint and id < $3::bigint",
    [note, first, first + count],
  );
}

/** Answers how many rows were changed. */
async function run(
  connection: Connection,
  text: string,
  values: readonly BindValue[] = [],
): Promise<number> {
  return (await connection.run({ text, values })).rowCount;
}

/**
 * Whether the ledger saw more writes than were captured: PostgreSQL counts those too that were rolled back to a
 * savepoint (manual, 27.2), so it would rather refuse too much.
 */
function isRefused(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "PU002";
}

/** Whether the connection was terminated: at a commit too, and then nobody is told whether that still happened. */
function isLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const hasCode = "code" in error && lostCodes.has(error.code);
  return hasCode || /^Connection terminated|not queryable/.test(error.message);
}

/** PostgreSQL's, and those of a socket that is closed already. */
const lostCodes: ReadonlySet<unknown> = new Set(["57P01", "EPIPE", "ECONNRESET"]);
