// The control channel: what the Rust half asks of this process. A port of its own, a token that only the parent knows.
import { createServer } from "node:http";
import { listen, readBody, sendJson } from "./http.mjs";

export async function startControl({ host, token, workers, logs, shop, crons, stop }) {
  const routes = {
    "POST /sql": async ({ database, statements }) => ({ results: await workers.sql(database, statements) }),
    "POST /kv": async ({ binding, ...asked }) => ({ keys: await workers.kv(binding, asked) }),
    "GET /logs": async (_, query) => ({ lines: logs.since(Number(query.get("since") ?? 0)) }),
    "POST /kill-workerd": async () => ({ killed: workers.kill() }),
    "POST /shop": async (body) => shop.configure(body),
    "POST /crons": async () => (crons.start(), {}),
    "POST /stop": async () => (setTimeout(stop, 10), {}),
  };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://control");
    const action = routes[`${request.method} ${url.pathname}`];
    if (request.headers.authorization !== `Bearer ${token}`) return sendJson(response, 401, { error: "who asks?" });
    if (!action) return sendJson(response, 404, { error: "no such route" });
    try {
      const body = request.method === "POST" ? JSON.parse((await readBody(request, 64 << 20)).toString() || "{}") : {};
      sendJson(response, 200, await action(body, url.searchParams));
    } catch (error) {
      sendJson(response, 422, { error: error.message });
    }
  });
  const port = await listen(server, 0, host);
  return { url: `http://${host}:${port}`, stop: () => server.closeAllConnections() ?? server.close() };
}
