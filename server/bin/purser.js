#!/usr/bin/env node
// Plain JavaScript that every Node can read, so that an old one gets a sentence and not a syntax error.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import * as nodeModule from "node:module";
import { fileURLToPath } from "node:url";

const needed = 24;

if (Number(process.versions.node.split(".")[0]) < needed) {
  console.error(`Purser needs Node ${needed} or later; this is Node ${process.versions.node}.`);
  process.exit(1);
}

const source = new URL("../src/cli/main.ts", import.meta.url);
if (existsSync(source)) runFromRepository();
const { main } = await import(existsSync(source) ? source.href : "../dist/cli/main.js");
await main(process.argv.slice(2));

/** In the repository nothing is built: `purser` resolves to its source, and a preview builds the console it lacks. */
function runFromRepository() {
  nodeModule.registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, { ...context, conditions: ["development", ...context.conditions] }),
  });
  const built = existsSync(new URL("../dist/web/index.html", import.meta.url));
  if (built || !process.argv.some((word) => word.startsWith("--database-url"))) return;
  console.log("building the console");
  const build = spawnSync("npm", ["run", "--silent", "build"], {
    cwd: fileURLToPath(new URL("../../web/", import.meta.url)),
    encoding: "utf8",
  });
  if (build.status !== 0) console.error(build.stdout + build.stderr);
}
