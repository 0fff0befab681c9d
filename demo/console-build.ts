import { execFile } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));
const built = join(root, "server/dist/web/index.html");
const sources = [
  "web/build",
  "web/public",
  "web/src",
  "web/index.html",
  "web/vite.config.ts",
  "web/package.json",
  "server/src/contract",
];

/** Builds the console into `server/dist/web`, if any source is newer than what is there. */
export async function buildConsole(
  onProgress: (message: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const changed = await Promise.all(sources.map((source) => newestChange(join(root, source))));
  if (Math.max(...changed) < (await newestChange(built))) return;
  onProgress("building the console");
  const vite = join(root, "node_modules/.bin/vite");
  const options = { cwd: join(root, "web"), env: { ...process.env, NO_COLOR: "1" }, signal };
  await promisify(execFile)(
    process.execPath,
    [vite, "build", "--logLevel", "error"],
    options,
  ).catch((cause) => {
    throw new Error(`The console could not be built.\n${cause.stderr ?? cause.message}`, { cause });
  });
}

/** Milliseconds since 1970 of the last change below the path; 0 where there is nothing. */
async function newestChange(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (found === null) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  const entries = await readdir(path, { recursive: true });
  const changes = await Promise.all(
    entries.map(async (entry) => (await stat(join(path, entry))).mtimeMs),
  );
  return Math.max(0, ...changes);
}
