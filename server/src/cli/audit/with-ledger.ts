import type { PurserConfig } from "../../config/config.ts";
import { type SigningKey, signingKeys } from "../../config/signing-key.ts";
import { type Database, openDatabase } from "../../database/database.ts";
import { assertLedger } from "../../database/login.ts";
import { type Options, textOption } from "../command.ts";
import { loadConfig } from "../load-config.ts";

/** Opens the ledger that the config names, as Purser's own login, for as long as the work takes. */
export async function withLedger(
  options: Options,
  work: (ledger: Database, config: PurserConfig, keys: readonly SigningKey[]) => Promise<void>,
): Promise<void> {
  const config = await loadConfig(textOption(options, "config"));
  const { ledgerUrl, url } = config.database;
  const ledger = openDatabase({ url: ledgerUrl ?? url, connections: 1 });
  try {
    await assertLedger(ledger);
    await work(ledger, config, signingKeys(config));
  } finally {
    await ledger.end();
  }
}
