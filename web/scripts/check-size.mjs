// Prints what the first view and the widget weigh, gzipped, and fails over the budget.
// The first view is the payments list in one language: its chunks, their imports and their styles.
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const FIRST_VIEW_MAX_BYTES = 300 * 1024;
const WIDGET_MAX_BYTES = 8 * 1024;
const ROUTES = ["cabinet/index.html", "src/shell/Shell.tsx", "src/payments/PaymentsPage.tsx", "src/i18n/ru/common.json", "src/i18n/ru/payments.json"];
const STATIC = ["cabinet/index.html", "cabinet/config.js", "cabinet/boot.js", "cabinet/boot.css", "cabinet/icon.svg"];

const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(await readFile(new URL("cabinet/manifest.json", dist), "utf8"));

const weigh = async (file) => gzipSync(await readFile(new URL(file, dist))).length;

function collect(name, files) {
  const chunk = manifest[name];
  if (chunk === undefined) throw new Error(`${name} is not in the manifest: update ROUTES`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const style of chunk.css ?? []) files.add(style);
  for (const imported of chunk.imports ?? []) collect(imported, files);
}

const files = new Set(STATIC);
for (const route of ROUTES) collect(route, files);
let firstView = 0;
for (const file of files) firstView += await weigh(file);
const widget = await weigh("widget.js");

const report = [
  ["first view", firstView, FIRST_VIEW_MAX_BYTES],
  ["widget", widget, WIDGET_MAX_BYTES],
];
for (const [name, size, budget] of report) {
  console.log(`${name}: ${(size / 1024).toFixed(1)} KB gzip of ${budget / 1024} KB`);
}
if (report.some(([, size, budget]) => size > budget)) {
  console.error("over the budget");
  process.exitCode = 1;
}
