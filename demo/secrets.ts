import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generateKey, readSigningKey } from "../server/src/config/signing-key.ts";

/** What nobody may know, made at the first start. */
export interface Secrets {
  /** Seals cursors, versions and sign-ins: 32 bytes, base64. */
  readonly purser: string;
  /** Of Purser's own login at PostgreSQL. */
  readonly databasePassword: string;
  /** Of Purser as a client of the identity provider. */
  readonly clientSecret: string;
  /** What the audit log is sealed with. */
  readonly auditKey: string;
}

/** Reads the secrets from the folder, or makes them. */
export async function readSecrets(folder: string): Promise<Secrets> {
  const file = join(folder, "secrets.json");
  const stored: unknown = JSON.parse(await readFile(file, "utf8").catch(() => "null"));
  if (isSecrets(stored)) return stored;
  const secrets = {
    purser: randomBytes(32).toString("base64"),
    databasePassword: randomBytes(24).toString("base64url"),
    clientSecret: randomBytes(24).toString("base64url"),
    auditKey: generateKey("harbour.demo/audit").secret,
    // What an earlier version made stays as it is.
    ...(typeof stored === "object" && stored),
  };
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}

function isSecrets(value: unknown): value is Secrets {
  return (
    typeof value === "object" &&
    value !== null &&
    "purser" in value &&
    "databasePassword" in value &&
    "clientSecret" in value &&
    "auditKey" in value
  );
}

/** Leaves beside the secrets what whoever checks evidence of the demo's log must have. */
export async function writeVerifierKey(folder: string, { auditKey }: Secrets): Promise<void> {
  const key = readSigningKey(auditKey);
  if (key !== null) await writeFile(join(folder, "verifier-key"), `${key.verifier.text}\n`);
}
