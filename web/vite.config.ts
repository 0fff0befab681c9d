import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { strictStyles } from "./build/strict-styles.ts";
import { unusedParts } from "./build/unused-parts.ts";

/** In development the API is the demo's, behind the same origin as the console. */
const api = "http://localhost:4000";

const absent = fileURLToPath(new URL("./build/absent.ts", import.meta.url));

export default defineConfig({
  plugins: [react(), strictStyles(), unusedParts()],
  resolve: { alias: { papaparse: absent, qs: absent } },
  server: { proxy: { "/api": api, "/auth": api } },
  build: {
    outDir: "../server/dist/web",
    emptyOutDir: true,
    target: "es2023",
    // An inlined asset would be a `data:` address, which the Content-Security-Policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // `build/check-size.ts` weighs what each page loads.
    manifest: true,
    chunkSizeWarningLimit: 1200,
  },
});
