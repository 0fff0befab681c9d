import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

/**
 * Fails when a page loads more JavaScript than it may: what its address makes the browser load,
 * gzipped, chunk by chunk, without what opens on demand.
 */
const limit = 420_000;
const frame = ["index.html", "src/shell/signed-in.tsx"];
const pages = [
  [...frame, "src/home/home-page.tsx"],
  [...frame, "src/grid/grid-page.tsx"],
  ["index.html", "src/sign-in/sign-in-page.tsx"],
];
const built = new URL("../../server/dist/web/", import.meta.url);

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

const manifest: Readonly<Record<string, Chunk>> = JSON.parse(
  await readFile(new URL(".vite/manifest.json", built), "utf8"),
);

for (const page of pages) {
  const sizes = await Promise.all([...filesOf(page)].map(gzippedBytes));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`${page.at(-1)}: ${(bytes / 1000).toFixed(1)} kB of ${limit / 1000} kB gzipped`);
  if (bytes > limit) process.exitCode = 1;
}

function filesOf(names: readonly string[], seen = new Set<string>()): Set<string> {
  for (const name of names) {
    const chunk = manifest[name];
    if (chunk === undefined) throw new Error(`The build's manifest has no ${name}`);
    if (seen.has(chunk.file)) continue;
    seen.add(chunk.file);
    filesOf(chunk.imports ?? [], seen);
  }
  return seen;
}

async function gzippedBytes(file: string): Promise<number> {
  return gzipSync(await readFile(new URL(file, built))).length;
}
