import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** In development the API is the demo's, behind the same origin as the console. */
const api = "http://localhost:4000";

export default defineConfig({
  plugins: [react()],
  server: { proxy: { "/api": api, "/auth": api } },
  build: {
    outDir: "../server/dist/web",
    emptyOutDir: true,
    target: "es2023",
    // An inlined asset would be a `data:` address, which the Content-Security-Policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // `check-size.ts` weighs what each page loads.
    manifest: true,
    chunkSizeWarningLimit: 1200,
  },
});
