import { hash, randomBytes } from "node:crypto";
import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { type MigrationOptions, migrate } from "../../server/src/audit/migrate.ts";
import { type Database, openDatabase } from "../../server/src/database/database.ts";

/** A ledger as it is after its first migration, and ways into it. */
export interface BenchLedger {
  /** Of Purser's login. */
  readonly url: string;
  /** As Purser's login. */
  readonly ledger: Database;
  /** Of a superuser, who stands for the application too: nothing is captured of what it writes. */
  readonly adminUrl: string;
  readonly admin: pg.Client;
  /** Signs somebody in for as long as any run takes; answers the session's secret. */
  readonly signIn: () => Promise<Buffer>;
  readonly stop: () => Promise<void>;
}

export async function openLedger(options: MigrationOptions): Promise<BenchLedger> {
  await migrate(options);
  const { adminUrl, config } = options;
  const { url } = config.database;
  const admin = new pg.Client(adminUrl);
  await admin.connect();
  // The login's limit is for people's requests.
  const ledger = openDatabase({ url, connections: 4, settings: { statement_timeout: "0" } });
  return {
    url,
    ledger,
    adminUrl,
    admin,
    signIn: async () => {
      const proof = hash("sha256", randomBytes(32), "buffer");
      await ledger.run({
        text: `select purser.open_session($1::uuid, $2::bytea, 'bench', 'bench', 'Bench', null, '{editor}', '{}',
          '12 hours', '12 hours', null, null, $3::uuid, null, 'bench', p_second_factor => 'provider', p_authenticated_at => now(), p_most => 1000)`,
        values: [uuidv7(), proof, uuidv7()],
      });
      return proof;
    },
    stop: async () => {
      await Promise.all([ledger.end(), admin.end()]);
    },
  };
}
