// Builds the cabinet. The root is web/, so that dist/ mirrors the addresses: /cabinet/, /openapi.json, /docs/.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  plugins: [react()],
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
