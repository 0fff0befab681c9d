import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

/** Parts of Ant Design's table that the grid does without, and that no bundler can leave out by itself. */
const unused = [
  // Filters as a tree, in the heading of a column.
  { from: /antd\/es\/table\/hooks\/useFilter\/FilterDropdown\.js$/, name: "../../../tree" },
  // Pages by number.
  { from: /antd\/es\/table\/InternalTable\.js$/, name: "../pagination" },
];

const absent = fileURLToPath(new URL("absent.ts", import.meta.url));

/** Puts nothing in their place. Fails the build once they are asked for differently, and so would be in it again. */
export function unusedParts(): Plugin {
  const found = new Set<string>();
  return {
    name: "unused-parts",
    apply: "build",
    enforce: "pre",
    resolveId: {
      filter: { id: /^\.\.\/(?:\.\.\/\.\.\/tree|pagination)$/ },
      handler(name, importer = "") {
        if (!unused.some((part) => part.name === name && part.from.test(importer))) return null;
        found.add(name);
        return absent;
      },
    },
    buildEnd() {
      for (const { name } of unused)
        if (!found.has(name))
          this.error(`Ant Design's table asks for ${name} by another name now.`);
    },
  };
}
