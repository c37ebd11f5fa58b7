// Runs every function in one workerd, with the demo shop and the control channel beside it.
// Started by the Rust half (src/process.rs): the first line on stdin is the configuration, the end of stdin is the order to stop,
// so nothing survives a parent that dies. When all is up, one line `ready {json}` goes to stdout.
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { startCrons } from "./crons.mjs";
import { startControl } from "./control.mjs";
import { LogBook } from "./logs.mjs";
import { Mailbox } from "./mailbox.mjs";
import { applyMigrations } from "./migrations.mjs";
import { readExtras, readFunctions } from "./functions.mjs";
import { startShop } from "./shop.mjs";
import { Workers } from "./workers.mjs";

const stdin = createInterface({ input: process.stdin });
const stopping = [];
let stopped = false;

/** Stops what was started, newest first, and ends the process. */
async function stop(code) {
  if (stopped) return;
  stopped = true;
  setTimeout(() => process.exit(code), 5_000).unref();
  for (const action of stopping.reverse()) {
    await Promise.resolve(action()).catch((error) => console.error(`while stopping: ${error.message}`));
  }
  process.exit(code);
}

async function serve(config) {
  if (config.temporary) stopping.push(() => rmSync(config.data, { recursive: true, force: true }));
  const logs = new LogBook(config.log_file, config.echo);
  const ours = readFunctions(config);
  const functions = [...ours, ...readExtras(config, ours)];
  const mailbox = new Mailbox();
  const workers = new Workers(config, functions, logs);
  const shop = await startShop({ host: config.host, port: config.shop_port, baseUrl: config.base_url });
  stopping.push(() => shop.stop());
  stopping.push(() => workers.stop());
  await workers.start((request) => workers.answerLocal(request, mailbox));
  await applyMigrations(functions, workers);
  const crons = { start: () => stopping.push(startCrons(functions, workers)) };
  const control = await startControl({ host: config.host, token: config.token, workers, logs, shop, crons, stop: () => stop(0) });
  stopping.push(() => control.stop());
  const ready = { control_url: control.url, sockets: await workers.sockets() };
  process.stdout.write(`ready ${JSON.stringify(ready)}\n`);
}

// The parent stops reading once we are ready.
process.stdout.on("error", () => {});
process.on("SIGTERM", () => stop(0));
// The parent, in a process group of its own, decides what Ctrl-C means.
process.on("SIGINT", () => {});
stdin.once("line", (line) => {
  serve(JSON.parse(line)).catch((error) => {
    if (stopped) return;
    process.stdout.write(`failed ${JSON.stringify({ code: error.code ?? null, message: error.message })}\n`);
    stop(1);
  });
});
stdin.once("close", () => stop(0));
