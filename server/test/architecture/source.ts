import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** A file of ours, with what it imports: files of ours by path, packages by name. Types count like anything else. */
export interface Source {
  /** From the repository's root: `server/src/plan/list.ts`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

export interface Import {
  readonly from: string;
  /** The clause as written: `import type { Grant }`. */
  readonly clause: string;
}

const root = fileURLToPath(new URL("../../..", import.meta.url));
const statement = /^(?:import|export)\b(?:[^;"']*?\bfrom)?\s*"(?<from>[^"]+)"/gm;
const expression = /\bimport\("(?<from>[^"]+)"\)/g;

export async function readSources(folder: string): Promise<readonly Source[]> {
  const files = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return Promise.all(
    files
      .filter((file) => file.isFile() && /\.tsx?$/.test(file.name))
      .map(async (file) => {
        const absolute = join(file.parentPath, file.name);
        const text = await readFile(absolute, "utf8");
        const found = [...text.matchAll(statement), ...text.matchAll(expression)];
        return {
          path: relative(root, absolute),
          text,
          imports: found.map(({ 0: clause, groups }) => ({
            clause,
            from: resolve(absolute, groups?.from ?? ""),
          })),
        };
      }),
  );
}

function resolve(importer: string, from: string): string {
  return from.startsWith(".") ? relative(root, join(dirname(importer), from)) : from;
}
