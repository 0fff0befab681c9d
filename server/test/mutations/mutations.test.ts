import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { readMutations } from "./mutations.ts";

const root = resolve(import.meta.dirname, "../../..");

test.each(await readMutations())(
  "what is to be replaced for $threat stands in the code, once",
  async ({ mutations }) => {
    for (const { file, find } of mutations) {
      const code = await readFile(resolve(root, file), "utf8");
      expect([file, find, code.split(find).length - 1]).toEqual([file, find, 1]);
    }
  },
);
