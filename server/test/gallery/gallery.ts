import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Template } from "../support/postgres.ts";

/** Schemas that real databases have and tools trip over, each file on one subject, loaded in the files' order. */
export const gallery: Template = {
  name: "gallery",
  build: async (client) => {
    const files = (await readdir(import.meta.dirname))
      .filter((name) => name.endsWith(".sql"))
      .sort();
    for (const file of files)
      await client.query(await readFile(join(import.meta.dirname, file), "utf8"));
  },
};
