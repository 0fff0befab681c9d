import type { LaunchOptions } from "@playwright/test";

/** Chromium without a screen, talking to nobody but the console. As root in a container it has no sandbox. */
export function launchOptions(chromium: string): LaunchOptions {
  return {
    executablePath: chromium,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-domain-reliability",
      "--disable-sync",
      "--no-first-run",
    ],
  };
}
