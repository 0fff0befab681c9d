import { generateKeyPair, randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { JWK } from "oidc-provider";

export interface Keys {
  /** Signs id tokens (RS256). */
  readonly signing: JWK;
  /** Signs the provider's own cookies. */
  readonly cookie: string;
}

/** Reads the keys from the folder, or makes them. */
export async function readKeys(folder: string): Promise<Keys> {
  const file = join(folder, "identity-provider.json");
  const stored: unknown = JSON.parse(await readFile(file, "utf8").catch(() => "null"));
  if (isKeys(stored)) return stored;
  const keys = await makeKeys();
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify(keys), { mode: 0o600 });
  return keys;
}

async function makeKeys(): Promise<Keys> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  const { kty, ...parameters } = privateKey.export({ format: "jwk" });
  return {
    signing: {
      ...parameters,
      kty: String(kty),
      kid: randomBytes(8).toString("hex"),
      alg: "RS256",
      use: "sig",
    },
    cookie: randomBytes(32).toString("base64url"),
  };
}

function isKeys(value: unknown): value is Keys {
  return typeof value === "object" && value !== null && "signing" in value && "cookie" in value;
}
