import { hash, randomBytes, randomUUID } from "node:crypto";
import pg from "pg";
import { migrate } from "../../server/src/audit/migrate.ts";
import { type Database, openDatabase } from "../../server/src/database/database.ts";
import type { BenchDatabase } from "../database/harbour.ts";

/** Harbour's ledger, empty, with somebody who is signed in. */
export interface BenchLedger {
  /** As Purser's login. */
  readonly ledger: Database;
  readonly admin: pg.Client;
  /** One operation that runs a statement over orders; answers how many milliseconds it took. */
  readonly change: (statement: string) => Promise<number>;
  readonly stop: () => Promise<void>;
}

export async function openLedger(database: BenchDatabase): Promise<BenchLedger> {
  const url = new URL(database.url);
  url.username = "purser";
  Object.assign(process.env, { HARBOUR_DATABASE_URL: url.href });
  const { default: config } = await import("../../demo/purser.config.ts");
  await migrate({ adminUrl: database.url, config });
  const admin = new pg.Client(database.url);
  const login = new pg.Client(url.href);
  await Promise.all([admin.connect(), login.connect()]);
  await login.query("set statement_timeout = 0");
  const proof = hash("sha256", randomBytes(32), "buffer");
  await login.query(
    "select purser.open_session($1, $2, 'bench', 'bench', 'Bench', null, '{editor}', '{}', '1 hour', '1 hour', null, null, $3, null, 'bench')",
    [randomUUID(), proof, randomUUID()],
  );
  const ledger = openDatabase({ url: url.href, connections: 4 });
  return {
    ledger,
    admin,
    change: async (statement) => {
      const began = performance.now();
      const id = randomUUID();
      await login.query("begin");
      await login.query(
        "select purser.begin_operation($1, 'session', $2, 'bench', 'orders', 'public', 'orders', '[]', null, null, null, 'bench')",
        [id, proof],
      );
      await login.query(statement);
      await login.query("select from purser.end_operation($1)", [id]);
      await login.query("commit");
      return performance.now() - began;
    },
    stop: async () => {
      await Promise.all([ledger.end(), login.end(), admin.end()]);
    },
  };
}
