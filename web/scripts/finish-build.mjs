// What web/dist needs besides the cabinet. A step of `vite build`, so that one command makes it whole.
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const MAKERS_LOGO = "https://cdn.redoc.ly/redoc/logo-mini.svg";
const NO_PICTURE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E";

const web = new URL("../", import.meta.url);
const dist = new URL("dist/", web);

/** widget.js: one file without modules, since shops load it with a bare script tag. */
async function buildWidget() {
  await build({
    entryPoints: [fileURLToPath(new URL("widget/widget.ts", web))],
    outfile: fileURLToPath(new URL("widget.js", dist)),
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    logLevel: "warning",
  });
}

/** The reader of openapi.json, beside docs/index.html. The one picture that it would fetch from its maker's
 *  site is left out, so that the page speaks to nobody but us. */
async function copyRedoc() {
  const bundle = createRequire(import.meta.url).resolve("redoc/bundles/redoc.standalone.js");
  const source = await readFile(bundle, "utf8");
  if (!source.includes(MAKERS_LOGO)) throw new Error("redoc no longer fetches its logo: take the replacement out of finish-build.mjs");
  await mkdir(new URL("docs/", dist), { recursive: true });
  await writeFile(new URL("docs/redoc.js", dist), source.replaceAll(MAKERS_LOGO, NO_PICTURE).replace(/\n\/\/# sourceMappingURL=.*$/, "\n"));
  await copyFile(`${bundle}.LICENSE.txt`, new URL("docs/redoc.LICENSE.txt", dist));
}

/** What static assets answer for an address without a file (/cabinet/payments/7): the cabinet. */
async function copyFallback() {
  await copyFile(new URL("cabinet/index.html", dist), new URL("index.html", dist));
}

/** The step, for vite.config.mjs. */
export function finishBuild() {
  return {
    name: "finish-build",
    apply: "build",
    async closeBundle() {
      await Promise.all([buildWidget(), copyRedoc(), copyFallback()]);
    },
  };
}
