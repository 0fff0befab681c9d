import type { PurserConfig } from "../config/config.ts";
import { openDatabase, outputSettings } from "../database/database.ts";
import { assertSettings } from "../database/login.ts";
import type { Stores } from "./context.ts";

/** Opens the pools of the application's rows and of the ledger: one for both where they lie together. */
export function openStores({ database, limits }: PurserConfig): Stores {
  const connections = database.connections ?? 10;
  const patience = statementTimeout(limits) + 5_000;
  const pool = (url: string, settings?: Settings) =>
    openDatabase({ url, connections, patience, ...(settings && { settings }) });
  if (database.ledgerUrl === undefined) {
    const both = pool(database.url);
    return { rows: both, ledger: both, together: true };
  }
  const rows = pool(database.url, foreignSettings(limits));
  return { rows, ledger: pool(database.ledgerUrl), together: false };
}

/** Makes sure that nothing in between has dropped what a foreign database was asked for, above all to write nothing. */
export async function assertStores({ limits }: PurserConfig, stores: Stores): Promise<void> {
  if (stores.together) return;
  await assertSettings(
    stores.rows,
    foreignSettings(limits),
    "A pooler in between ignores what it is asked for: connect to PostgreSQL itself, or set it for the login.",
  );
}

interface Settings {
  readonly [name: string]: string;
}

/** A foreign login's settings are not ours to change: they are asked for at each connection. */
function foreignSettings(limits: PurserConfig["limits"]): Settings {
  return {
    ...outputSettings,
    statement_timeout: String(statementTimeout(limits)),
    lock_timeout: String(limits?.lockTimeout ?? 2_000),
    default_transaction_read_only: "on",
  };
}

function statementTimeout(limits: PurserConfig["limits"]): number {
  return limits?.statementTimeout ?? 5_000;
}

export async function closeStores({ rows, ledger }: Stores): Promise<void> {
  await Promise.all([...new Set([rows, ledger])].map((database) => database.end()));
}
