// One workerd with all functions in it, and the small worker `local` that serves /__local/* and speaks SQL for the control channel.
import childProcess from "node:child_process";
import { fileURLToPath } from "node:url";
import { Log, LogLevel, Miniflare, Response, convertV4MiniflareOptions } from "./platform.mjs";
import { databasesOf } from "./functions.mjs";
import { fireCron } from "./crons.mjs";

const LOCAL = "edgetill-local";

// Miniflare keeps the process it starts to itself; tests that kill workerd need its id.
const children = new Set();
const { spawn } = childProcess;
childProcess.spawn = (...given) => {
  const child = spawn.apply(childProcess, given);
  if (String(child.spawnfile).includes("workerd")) {
    children.add(child);
    child.once("exit", () => children.delete(child));
  }
  return child;
};

/** Miniflare's own remarks, kept among the workers' lines. */
class BookLog extends Log {
  constructor(logs) {
    super(LogLevel.WARN);
    this.logs = logs;
  }
  log(message) {
    this.logs.add("runtime", message);
  }
}

export class Workers {
  constructor(config, functions, logs) {
    this.config = config;
    this.functions = functions;
    this.logs = logs;
  }

  /** `answer` is called with the requests that reach /__local/*. */
  async start(answer) {
    const { host, port, data, token } = this.config;
    const local = {
      name: LOCAL,
      compatibilityDate: "2026-11-01",
      routes: ["*/__local/*"],
      bindings: { TOKEN: token },
      serviceBindings: { RUNTIME: answer },
      d1Databases: Object.fromEntries(databasesOf(this.functions).map(({ binding, id }) => [binding, id])),
      modulesRoot: fileURLToPath(new URL(".", import.meta.url)),
      modules: [{ type: "ESModule", path: fileURLToPath(new URL("./local.mjs", import.meta.url)) }],
    };
    const options = {
      host,
      port,
      // `d1Persist` and `kvPersist` are silently ignored by this version: data would be lost.
      resourcePersistencePath: data,
      logRequests: false,
      log: new BookLog(this.logs),
      handleStructuredLogs: ({ level, message }) => this.logs.add(level, message),
      // The first worker gets what no route claims: the gateway.
      workers: [...this.functions.map(({ options }) => options), local],
    };
    this.miniflare = new Miniflare(convertV4MiniflareOptions(options));
    await this.miniflare.ready;
  }

  /** Runs statements [{sql, params}] as one batch; answers D1's results. */
  async sql(database, statements) {
    const answer = await this.miniflare.dispatchFetch(`${this.config.base_url}/__local/sql`, {
      method: "POST",
      headers: { authorization: `Bearer ${this.config.token}`, "content-type": "application/json" },
      body: JSON.stringify({ database, statements }),
    });
    const body = await answer.json();
    if (!answer.ok) throw new Error(body.error ?? `the database answered ${answer.status}`);
    return body.results;
  }

  /** Keys of a KV namespace that begin so; or, where a value is given (base64), keeps it under the key. */
  async kv(binding, { prefix, key, value }) {
    const owner = this.functions.find(({ options }) => Object.hasOwn(options.kvNamespaces ?? {}, binding));
    if (!owner) throw new Error(`no KV namespace ${binding}`);
    const namespace = await this.miniflare.getKVNamespace(binding, owner.name);
    if (key !== undefined) return namespace.put(key, Buffer.from(value, "base64")).then(() => []);
    return (await namespace.list({ prefix })).keys.map(({ name }) => name);
  }

  /** Runs a function's scheduled event to its end; `at` in unix ms. */
  async scheduled(name, cron, at) {
    const worker = await this.miniflare.getWorker(name);
    return worker.scheduled({ cron, scheduledTime: new Date(at) });
  }

  /** What the world may ask of the runtime itself; the worker `local` has checked that it is this machine that asks. */
  async answerLocal(request, mailbox) {
    const { pathname } = new URL(request.url);
    const route = `${request.method} ${pathname}`;
    try {
      if (route === "POST /__local/cron") return Response.json(await fireCron(this.functions, this, await request.json()));
      if (route === "GET /__local/mailbox") return Response.json({ items: mailbox.items });
      if (route === "POST /__local/sms") return Response.json(mailbox.add({ channel: "sms", ...(await request.json()) }), { status: 201 });
      if (route === "POST /__local/mail") return Response.json(mailbox.add(await request.json()), { status: 201 });
    } catch (error) {
      return Response.json({ error: error.message }, { status: error instanceof SyntaxError || error.refused ? 400 : 500 });
    }
    return Response.json({ error: "no such route" }, { status: 404 });
  }

  /** Kills workerd as a crash would; Miniflare starts another on the same port. */
  kill() {
    const ids = [...children].map((child) => child.pid);
    for (const id of ids) process.kill(id, "SIGKILL");
    return ids;
  }

  /** Addresses that lead straight to a function, past the entry worker: {function: url}, for those that asked for one. */
  async sockets() {
    const direct = this.functions.filter(({ options }) => options.unsafeDirectSockets);
    const pairs = direct.map(async (each) => [each.function, (await this.miniflare.unsafeGetDirectURL(each.name)).origin]);
    return Object.fromEntries(await Promise.all(pairs));
  }

  async stop() {
    await this.miniflare?.dispose();
  }
}
