import pg from "pg";
import type { SigningKey } from "../../config/signing-key.ts";
import type { Connection, Database } from "../../database/database.ts";
import { originOf, printCheckpoint } from "../note/checkpoint.ts";
import { readNote, signNote } from "../note/note.ts";
import { isEmptyBatch } from "./batch.ts";
import { type Grown, growTree } from "./grow.ts";
import type { StoredCheckpoint, Tree } from "./ledger-tree.ts";
import { readLastCheckpoint, readTree } from "./ledger-tree.ts";

export interface SealOptions {
  /** Signs; the first one is today's. Others sign too when they signed the checkpoint before: a change of keys. */
  readonly keys: readonly SigningKey[];
  /** A checkpoint is due after so many seconds, with or without rows. */
  readonly heartbeatSeconds: number;
  /** None is made before so many have passed since the last, whichever process made that. */
  readonly leastSeconds: number;
}

/** What one attempt came to: `busy` where another process is at it, `early` and `idle` where nothing was due. */
export type Sealed = "sealed" | "busy" | "early" | "idle";

/**
 * Seals what has been committed since the last checkpoint, in one transaction whose snapshot says what that is. One
 * process at a time, by a lock that goes with the transaction, so that it holds behind a pooler too; one that has
 * waited in vain for its turn finds its checkpoint's number taken and writes nothing.
 */
export async function seal(ledger: Database, options: SealOptions): Promise<Sealed> {
  try {
    return await ledger.transaction((connection) => sealIn(connection, options));
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === serializationFailure) return "busy";
    throw error;
  }
}

const serializationFailure = "40001";

async function sealIn(connection: Connection, options: SealOptions): Promise<Sealed> {
  await prepare(connection);
  const scene = await readScene(connection);
  if (!scene) return "busy";
  const { tree, last, snapshot, age } = scene;
  if (last && age < options.leastSeconds) return "early";
  const batch = { tree: tree.number, after: last?.snapshot ?? null, snapshot };
  const isDue = !last || age >= options.heartbeatSeconds;
  if (!isDue && (await isEmptyBatch(connection, batch))) return "idle";
  const grown = await growTree(connection, last?.size ?? 0, batch);
  await appendCheckpoint(connection, options.keys, { ...scene, ...grown });
  return "sealed";
}

async function prepare(connection: Connection): Promise<void> {
  // The login's limits are for people's requests; a batch may be what an hour's standstill has left.
  for (const setting of [
    "set transaction isolation level repeatable read",
    "set local statement_timeout = '10min'",
    "set local idle_in_transaction_session_timeout = '10min'",
  ])
    await connection.run({ text: setting, values: [] });
}

interface Scene {
  readonly tree: Tree;
  readonly last: StoredCheckpoint | null;
  readonly snapshot: string;
  readonly time: string;
  /** Seconds since the last checkpoint. */
  readonly age: number;
}

/** What there is to begin with; null where another process is sealing. */
async function readScene(connection: Connection): Promise<Scene | null> {
  const { rows } = await connection.run({
    text: "select pg_try_advisory_xact_lock(hashtext('purser.seal')), pg_current_snapshot(), clock_timestamp()",
    values: [],
  });
  const [isOurs, snapshot = "", time = ""] = rows[0] ?? [];
  if (isOurs !== "t") return null;
  const tree = await readTree(connection);
  const last = await readLastCheckpoint(connection, tree.number);
  const age = await connection.run({
    text: "select abs(extract(epoch from $1::timestamptz - $2::timestamptz))",
    values: [time, last?.at ?? null],
  });
  return { tree, last, snapshot: snapshot ?? "", time: time ?? "", age: Number(age.rows[0]?.[0]) };
}

async function appendCheckpoint(
  connection: Connection,
  keys: readonly SigningKey[],
  { tree, last, snapshot, time, size, root }: Scene & Grown,
): Promise<void> {
  const number = (last?.number ?? 0) + 1;
  const { id, cluster } = tree;
  const text = printCheckpoint({
    origin: originOf(id),
    size,
    root,
    number,
    time,
    cluster,
    snapshot,
  });
  await connection.run({
    text: "select purser.append_checkpoint($1, $2, $3, $4, $5, $6)",
    values: [tree.number, number, size, snapshot, time, signNote(text, signersAfter(last, keys))],
  });
}

/** Today's key, and where the last checkpoint was not signed with it, the key that did: it hands over. */
function signersAfter(
  last: StoredCheckpoint | null,
  [today, ...previous]: readonly SigningKey[],
): readonly SigningKey[] {
  if (!today) throw new Error("there is no key to seal with");
  const before = (last && readNote(last.note)?.signatures) ?? [];
  const hasSigned = (key: SigningKey) =>
    before.some(({ name, id }) => name === key.name && id === key.id);
  return before.length === 0 || hasSigned(today) ? [today] : [today, ...previous.filter(hasSigned)];
}
