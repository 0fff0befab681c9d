import { Readable } from "node:stream";
import type pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { beginExport, continueExport } from "../../src/audit/export/export.ts";
import { type ExportRange, planExport } from "../../src/audit/export/plan-export.ts";
import { type Sealed, type SealOptions, seal } from "../../src/audit/seal/seal.ts";
import type { AnchoredNote } from "../../src/audit/verify/anchored.ts";
import type { Verdict } from "../../src/audit/verify/verdict.ts";
import { verify } from "../../src/audit/verify/verify.ts";
import { generateKey, readSigningKey, type SigningKey } from "../../src/config/signing-key.ts";
import { type Database, openDatabase } from "../../src/database/database.ts";
import {
  type OfficeOptions,
  openOffice,
  roles,
  type TestOffice,
  type Visitor,
} from "../support/purser.ts";
import { shopResources, shopSchema } from "../support/shop.ts";

/** Somebody who reads the log of customers, whose secret is not for everybody. */
const withAuditor: typeof shopResources = {
  ...shopResources,
  customers: {
    ...shopResources.customers,
    access: { ...shopResources.customers?.access, auditor: { read: { except: ["secret"] } } },
  },
};

/** An office whose log a test seals when it wants to. */
export interface SealedOffice extends TestOffice {
  readonly key: SigningKey;
  /** As Purser's login. */
  readonly ledger: Database;
  readonly seal: (options?: Partial<SealOptions>) => Promise<Sealed>;
  /** A whole export, or a part of it. */
  readonly export: (from?: string, to?: string, key?: SigningKey) => Promise<string>;
  readonly verify: (text: string, anchors?: readonly AnchoredNote[]) => Promise<Verdict>;
  readonly checkpoints: () => Promise<readonly AnchoredNote[]>;
}

export async function openSealedOffice(
  options: Pick<OfficeOptions, "server" | "pooled"> = {},
): Promise<SealedOffice> {
  const office = await openOffice({
    ...options,
    schema: shopSchema,
    resources: withAuditor,
    config: { roles: { ...roles, auditor: { groups: ["auditors"], audit: true } } },
  });
  const ledger = openDatabase({ url: office.config.database.url, connections: 3 });
  const key = newKey();
  return {
    ...office,
    key,
    ledger,
    seal: (options) =>
      seal(ledger, { keys: [key], heartbeatSeconds: 3_600, leastSeconds: 0, ...options }),
    export: (from, to, by = key) =>
      exportText(ledger, by, { tree: null, from: from ?? null, to: to ?? null }),
    verify: (text, anchors = []) => verifyText(text, [key], anchors),
    checkpoints: async () => {
      const { rows } = await office.admin.query(
        "select number, note from purser.checkpoint order by tree, number",
      );
      return rows.map(({ number, note }) => ({ name: `anchor ${number}`, note }));
    },
    close: async () => {
      await ledger.end();
      await office.close();
    },
  };
}

/** An export as the command writes it; of the newest tree and all of it unless told. */
export async function exportText(
  ledger: Database,
  key: SigningKey,
  range: ExportRange = { tree: null, from: null, to: null },
): Promise<string> {
  const plan = await planExport(ledger, range, [key], 60);
  const parts: string[] = [];
  const write = async (text: string) => void parts.push(text);
  await continueExport(ledger, plan, key, await beginExport(plan.header, key, write), write);
  return parts.join("");
}

/** Seals an office's log once, with a key that is forgotten. */
export async function sealOffice({ config }: TestOffice): Promise<void> {
  const ledger = openDatabase({ url: config.database.url, connections: 1 });
  await seal(ledger, { keys: [newKey()], heartbeatSeconds: 3_600, leastSeconds: 0 });
  await ledger.end();
}

export function verifyText(
  text: string,
  keys: readonly SigningKey[],
  anchors: readonly AnchoredNote[] = [],
): Promise<Verdict> {
  return verify(Readable.from([Buffer.from(text)]), {
    keys: keys.map((key) => key.verifier),
    anchors,
  });
}

export function newKey(name = "harbour.example/audit"): SigningKey {
  const key = readSigningKey(generateKey(name).secret);
  if (!key) throw new Error("a new key cannot be read");
  return key;
}

/** Opens a transaction with an operation in it, on a connection of Purser's login. */
export async function beginOperation(login: pg.Client, visitor: Visitor): Promise<string> {
  const id = uuidv7();
  await login.query("begin");
  await login.query(
    "select purser.begin_operation($1, 'session', $2, 'test', 'orders', 'public', 'orders', '[]', null, null, null, 'test')",
    [id, visitor.proof],
  );
  return id;
}

export async function endOperation(login: pg.Client, id: string): Promise<void> {
  await login.query("select * from purser.end_operation($1)", [id]);
  await login.query("commit");
}

/** One operation that changes some orders. */
export async function changeOrders(
  login: pg.Client,
  visitor: Visitor,
  where: string,
): Promise<string> {
  const id = await beginOperation(login, visitor);
  await login.query(`update orders set total = total + 1 where ${where}`);
  await endOperation(login, id);
  return id;
}
