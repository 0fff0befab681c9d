import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { reportSkipped } from "../server/test/support/skipped.ts";
import { findChromium } from "./find-chromium.ts";
import { startDemo } from "./start-demo.ts";

/** Runs the journeys against a demo of their own; without a Chromium it names what it could not run. */

const playwright = fileURLToPath(import.meta.resolve("@playwright/test/cli"));
const cwd = import.meta.dirname;
const words = process.argv.slice(2);

const chromium = findChromium();
if (chromium === null) {
  const listed = spawnSync(process.execPath, [playwright, "test", "--list", ...words], { cwd });
  for (const line of String(listed.stdout)
    .split("\n")
    .filter((one) => one.includes("›")))
    await reportSkipped(`Chromium, for the journey ${line.trim()}`);
} else {
  const demo = await startDemo();
  try {
    const run = spawn(process.execPath, [playwright, "test", ...words], {
      cwd,
      stdio: "inherit",
      env: { ...process.env, PURSER_CHROMIUM: chromium, PURSER_ORIGIN: demo.origin },
    });
    const [code] = await once(run, "exit");
    process.exitCode = code ?? 1;
  } finally {
    await demo.stop();
  }
}
