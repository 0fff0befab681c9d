import { type Sealed, type SealOptions, seal } from "../../src/audit/seal/seal.ts";
import { generateKey, readSigningKey, type SigningKey } from "../../src/config/signing-key.ts";
import { type Database, openDatabase } from "../../src/database/database.ts";
import { openOffice, type TestOffice } from "../support/purser.ts";
import { shopResources, shopSchema } from "../support/shop.ts";

/** An office whose log a test seals when it wants to. */
export interface SealedOffice extends TestOffice {
  readonly key: SigningKey;
  /** As Purser's login. */
  readonly ledger: Database;
  readonly seal: (options?: Partial<SealOptions>) => Promise<Sealed>;
}

export async function openSealedOffice(): Promise<SealedOffice> {
  const office = await openOffice({ schema: shopSchema, resources: shopResources });
  const ledger = openDatabase({ url: office.config.database.url, connections: 3 });
  const key = newKey();
  return {
    ...office,
    key,
    ledger,
    seal: (options) =>
      seal(ledger, { keys: [key], heartbeatSeconds: 3_600, leastSeconds: 0, ...options }),
    close: async () => {
      await ledger.end();
      await office.close();
    },
  };
}

export function newKey(name = "harbour.example/audit"): SigningKey {
  const key = readSigningKey(generateKey(name).secret);
  if (!key) throw new Error("a new key cannot be read");
  return key;
}
