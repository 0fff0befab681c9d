import { execFileSync } from "node:child_process";
import { cp, readdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** Makes `dist` as it is published: the compiled source, its SQL, and the console, which is in `dist/web` already. */

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

for (const name of await readdir(here("dist")).catch(() => [])) {
  if (name !== "web") await rm(here(`dist/${name}`), { recursive: true });
}
const compiler = createRequire(import.meta.url)
  .resolve("typescript/package.json")
  .replace("package.json", "bin/tsc");
execFileSync(process.execPath, [compiler, "-p", here("tsconfig.build.json")], { stdio: "inherit" });
await cp(here("src"), here("dist"), {
  recursive: true,
  filter: (path) => !path.endsWith(".ts"),
});
if (!(await readdir(here("dist"))).includes("web"))
  console.warn("The console is missing: build `web` first.");
