// Builds web/dist, which mirrors the addresses: /cabinet/, /widget.js, /docs/, /openapi.json.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { finishBuild } from "./scripts/finish-build.mjs";

export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  plugins: [react(), finishBuild()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    assetsDir: "cabinet/assets",
    // An asset inlined as data: would need a wider content security policy.
    assetsInlineLimit: 0,
    rolldownOptions: { input: "cabinet/index.html" },
    manifest: "cabinet/manifest.json",
  },
  server: { proxy: { "/api": process.env.EDGETILL_API ?? "http://127.0.0.1:8787" } },
});
