import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import type { Mutation } from "./mutations.ts";

const root = resolve(import.meta.dirname, "../../..");
/** What no test needs, or what is made anew; and `node_modules`, whose packages the copy shares. */
const left = new Set([".git", ".purser", ".vite", "node_modules", "test-results"]);

/** A copy of the repository, whose code can be broken without anybody else's noticing. */
export interface Copy {
  readonly folder: string;
  /** Answers how to put it back; null where the text does not stand there exactly once. */
  readonly replace: (mutation: Omit<Mutation, "test">) => Promise<(() => Promise<void>) | null>;
  readonly remove: () => Promise<void>;
}

export async function makeCopy(): Promise<Copy> {
  const folder = await mkdtemp(join(tmpdir(), "purser-mutant-"));
  await cp(root, folder, { recursive: true, filter: (path) => !left.has(basename(path)) });
  await sharePackages(join(root, "node_modules"), join(folder, "node_modules"));
  return {
    folder,
    replace: async ({ file, find, replace }) => {
      const path = join(folder, file);
      const code = await readFile(path, "utf8");
      const parts = code.split(find);
      if (parts.length !== 2) return null;
      await writeFile(path, parts.join(replace));
      return () => writeFile(path, code);
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

/** Packages as links to where they are. Links to workspaces lead to the copy's own, so that the broken code is what runs. */
async function sharePackages(from: string, to: string): Promise<void> {
  await mkdir(to);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (left.has(entry.name)) continue;
    const source = join(from, entry.name);
    const target = entry.isSymbolicLink() ? await readlink(source) : source;
    await symlink(target, join(to, entry.name));
  }
}
