import type { PurserConfig } from "../config/config.ts";
import { openDatabase, outputSettings } from "../database/database.ts";
import type { Stores } from "./context.ts";

/** Opens the pools of the application's rows and of the ledger: one for both where they lie together. */
export function openStores({ database, limits }: PurserConfig): Stores {
  const connections = database.connections ?? 10;
  const pool = (url: string, settings?: { readonly [name: string]: string }) =>
    openDatabase({ url, connections, ...(settings && { settings }) });
  if (database.ledgerUrl === undefined) {
    const both = pool(database.url);
    return { rows: both, ledger: both, together: true };
  }
  // A foreign login's settings are not ours to change: they are asked for at each connection.
  const rows = pool(database.url, {
    ...outputSettings,
    statement_timeout: String(limits?.statementTimeout ?? 5_000),
    lock_timeout: String(limits?.lockTimeout ?? 2_000),
    default_transaction_read_only: "on",
  });
  return { rows, ledger: pool(database.ledgerUrl), together: false };
}

export async function closeStores({ rows, ledger }: Stores): Promise<void> {
  await Promise.all([...new Set([rows, ledger])].map((database) => database.end()));
}
