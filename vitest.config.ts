import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["development"] },
  ssr: { resolve: { conditions: ["development"] } },
  test: {
    include: [
      "server/**/*.test.ts",
      "demo/**/*.test.ts",
      "web/**/*.test.{ts,tsx}",
      "bench/**/*.test.ts",
    ],
    globalSetup: ["server/test/support/postgres-setup.ts"],
    execArgv: ["-C", "development"],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // Two processors serve the tests, PostgreSQL and now and then a browser.
    maxWorkers: 2,
  },
});
