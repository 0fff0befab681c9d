import { createHmac, randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** What a preview must keep to itself, all derived from one secret in a file that only this user reads. */
export interface PreviewSecrets {
  /** Seals cursors, versions and sign-ins: 32 bytes, base64. */
  readonly server: string;
  readonly ledgerPassword: string;
  readonly clientSecret: string;
}

/** Reads the secret of a folder, or makes it; the ledger's login and the sessions in it hang on it. */
export async function readPreviewSecrets(folder: string): Promise<PreviewSecrets> {
  const file = join(folder, "secret");
  await mkdir(folder, { recursive: true });
  await writeFile(join(dirname(folder), ".gitignore"), "*\n");
  const made = randomBytes(32).toString("base64");
  await writeFile(file, made, { flag: "wx", mode: 0o600 }).catch((cause: unknown) => {
    if (!(cause instanceof Error && "code" in cause && cause.code === "EEXIST")) throw cause;
  });
  const server = await readFile(file, "utf8");
  const derive = (purpose: string) =>
    createHmac("sha256", Buffer.from(server, "base64")).update(purpose).digest("base64url");
  return { server, ledgerPassword: derive("ledger"), clientSecret: derive("client") };
}
