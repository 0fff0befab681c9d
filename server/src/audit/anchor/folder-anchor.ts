import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Anchor } from "../../config/config.ts";
import { anchorFile } from "./anchor-file.ts";

export interface FolderAnchorOptions {
  /** Better not on the database's machine: a mounted bucket with object lock, a folder that a backup takes away. */
  readonly path: string;
  /** Seconds between two checkpoints kept there; default 60. */
  readonly everySeconds?: number;
}

/** Keeps checkpoints as files, one each. A file is there whole or not at all, and is never written again. */
export function folderAnchor({ path, everySeconds = 60 }: FolderAnchorOptions): Anchor {
  return {
    name: `folder ${path}`,
    everySeconds,
    keep: async (checkpoint) => {
      const file = join(path, anchorFile(checkpoint));
      const draft = `${file}.${process.pid}.draft`;
      await mkdir(path, { recursive: true });
      try {
        const handle = await open(draft, "w");
        try {
          await handle.writeFile(checkpoint.note);
          await handle.sync();
        } finally {
          await handle.close();
        }
        // A link, unlike a rename, refuses where there is a file already.
        await link(draft, file);
        return checkpoint.note;
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
        return await readFile(file, "utf8");
      } finally {
        await rm(draft, { force: true });
      }
    },
  };
}
