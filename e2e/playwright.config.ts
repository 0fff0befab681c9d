import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { launchOptions } from "./launch-options.ts";

const results = join(import.meta.dirname, "../test-results");

/** `run.ts` names the browser and the console's origin; nothing here downloads or starts anything. */
export default defineConfig({
  testDir: "journeys",
  // Emptied before each run, so it must not be `test-results` itself.
  outputDir: join(results, "journeys"),
  reporter: [["list"], ["json", { outputFile: join(results, "journeys.json") }]],
  workers: 2,
  // Two processors serve the browsers, the server and PostgreSQL; what passes only the second time is listed as flaky.
  retries: process.env.CI === "true" ? 1 : 0,
  forbidOnly: process.env.CI === "true",
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: process.env.PURSER_ORIGIN ?? "http://localhost:4000",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1280, height: 800 },
    contextOptions: { reducedMotion: "reduce" },
    trace: "retain-on-failure",
    launchOptions: launchOptions(process.env.PURSER_CHROMIUM ?? "/usr/bin/chromium"),
  },
});
