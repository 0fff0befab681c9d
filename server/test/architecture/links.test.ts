import { access, readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const pages = [
  ...(await readdir(root)),
  ...(await readdir(join(root, "docs"), { recursive: true })).map((page) => join("docs", page)),
].filter((page) => page.endsWith(".md"));

test.each(pages)("%s leads to pages and files that are there", async (page) => {
  const text = await readFile(join(root, page), "utf8");
  // Links, and files of ours named in code.
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link]) =>
    join(dirname(page), link ?? ""),
  );
  const files = [
    ...text.matchAll(/`((?:server|web|demo|docs)\/[\w./-]+\.(?:ts|tsx|sql|md))`/g),
  ].map(([, file]) => file ?? "");
  const missing = await Promise.all(
    [...links, ...files].map((file) =>
      access(join(root, file)).then(
        () => [],
        () => [file],
      ),
    ),
  );
  expect(missing.flat()).toEqual([]);
});
