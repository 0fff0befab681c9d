import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The browser that `PURSER_CHROMIUM` names, or one that is installed, or one that Debian can install now; else null. */
export function findChromium(): string | null {
  const named = process.env.PURSER_CHROMIUM;
  if (named !== undefined) return findProgram(named);
  return findInstalled() ?? (install() ? findInstalled() : null);
}

function findInstalled(): string | null {
  for (const name of names) {
    const path = findProgram(name);
    if (path !== null) return path;
  }
  return null;
}

function install(): boolean {
  if (process.getuid?.() !== 0 || findProgram("apt-get") === null) return false;
  console.log("Installing Chromium for the browser journeys.");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const words = ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation"];
  try {
    execFileSync("apt-get", ["update", "-qq"], { env, stdio: "ignore" });
    execFileSync("apt-get", words, { env, stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function findProgram(name: string): string | null {
  const folders = isAbsolute(name) ? [""] : (process.env.PATH ?? "").split(delimiter);
  for (const folder of folders) {
    const path = folder === "" ? name : join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // The next folder may have it.
    }
  }
  return null;
}
