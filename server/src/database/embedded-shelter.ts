import { createHash } from "node:crypto";
import { chmod, chown, lstat, mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import type { Account } from "./embedded-account.ts";

/** Where things go that belong into `folder`, when the account that needs them cannot get there. */
export function shelterOf(folder: string): string {
  const name = createHash("sha256").update(resolve(folder)).digest("hex").slice(0, 16);
  return `/var/tmp/purser-${name}`;
}

/**
 * Makes a folder that only the account can read.
 * Threat: in a folder that everybody may write to, somebody else may have made it first, and would own the database.
 */
export async function makePrivateFolder(folder: string, account: Account | null): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  const owner = account?.uid ?? found.uid;
  if (!found.isDirectory() || (found.uid !== owner && found.uid !== process.getuid?.())) {
    throw new Error(`${folder} belongs to somebody else. Remove it and start again.`);
  }
  await chmod(folder, 0o700);
  if (account !== null) await chown(folder, account.uid, account.gid);
}
