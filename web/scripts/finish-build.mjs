// After the compilers: what web/dist needs besides.
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";

const MAKERS_LOGO = "https://cdn.redoc.ly/redoc/logo-mini.svg";
const NO_PICTURE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E";

const dist = new URL("../dist/", import.meta.url);

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

await copyRedoc();
await copyFallback();
