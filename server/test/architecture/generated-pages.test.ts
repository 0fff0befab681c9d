import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { generatedPages } from "../../../docs/generate.ts";

test.each(generatedPages)(
  "$file is what `npm run docs` would write now",
  async ({ file, text }) => {
    expect(await readFile(file, "utf8")).toBe(text);
  },
);
