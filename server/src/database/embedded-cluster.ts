import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { type Account, canEnter } from "./embedded-account.ts";
import type { Binaries } from "./embedded-binaries.ts";
import { environment } from "./embedded-server.ts";
import { makePrivateFolder, shelterOf } from "./embedded-shelter.ts";

/** The wanted folder, or its shelter when the account cannot get there. */
export async function settleIn(
  wanted: string,
  account: Account | null,
  onProgress: (message: string) => void,
): Promise<string> {
  const folder = resolve(wanted);
  await mkdir(folder, { recursive: true });
  if (await canEnter(account, resolve(folder, ".."))) {
    await refuseForeign(folder);
    await makePrivateFolder(folder, account);
    return folder;
  }
  const shelter = shelterOf(folder);
  await makePrivateFolder(shelter, account);
  onProgress(
    `keeping the data in ${shelter}, because PostgreSQL does not run as root and nobody else may enter ${folder}`,
  );
  return shelter;
}

/** Owner and mode are about to change: not of a folder that somebody keeps other things in. */
async function refuseForeign(folder: string): Promise<void> {
  const entries = await readdir(folder);
  if (entries.length > 0 && !entries.includes("password")) {
    throw new Error(
      `${folder} holds something else than an embedded PostgreSQL. Choose an empty folder.`,
    );
  }
}

/** `initdb` into a folder beside, renamed when done: a crash in between leaves nothing that looks complete. */
export async function initialiseCluster(
  binaries: Binaries,
  folder: string,
  account: Account | null,
  onProgress: (message: string) => void,
): Promise<void> {
  onProgress("making a database cluster");
  const password = join(folder, "password");
  const partial = join(folder, "partial");
  await rm(password, { force: true });
  await writeFile(password, randomBytes(24).toString("base64url"), { mode: 0o600 });
  if (account !== null) await chown(password, account.uid, account.gid);
  await rm(partial, { recursive: true, force: true });
  const settings = [
    `--pgdata=${partial}`,
    `--pwfile=${password}`,
    "--username=postgres",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // The only provider that gives Unicode on a machine with no locales installed.
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--set=timezone=UTC",
    "--set=log_timezone=UTC",
    "--no-sync",
  ];
  await promisify(execFile)(binaries.initdb, settings, { ...account, cwd: "/", env: environment });
  await rename(partial, join(folder, "data"));
}
