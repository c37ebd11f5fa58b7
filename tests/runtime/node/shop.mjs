// A demo merchant's shop, on a port and so an origin of its own: the page with the widget, the server that signs, the postback handler.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { listen, readBody, send, sendJson } from "./http.mjs";
import { Postbacks } from "./shop/postbacks.mjs";
import { Till } from "./shop/till.mjs";

const page = (name) => readFileSync(new URL(`./shop/${name}`, import.meta.url), "utf8");

/** No event of the desk is as long. */
const POSTBACK_BYTES_MAX = 256 << 10;

export async function startShop({ host, port, baseUrl }) {
  const shopUrl = `http://${host}:${port}`;
  const till = new Till(baseUrl, shopUrl);
  const postbacks = new Postbacks();
  const html = (name) => page(name).replaceAll("{{base_url}}", baseUrl);

  const routes = {
    "GET /": (_, response) => send(response, 200, "text/html; charset=utf-8", html("index.html")),
    // Where the payer lands after a payment outside the page: the same page, which reads the order from its address.
    "GET /success": (_, response) => send(response, 200, "text/html; charset=utf-8", html("index.html")),
    "GET /failure": (_, response) => send(response, 200, "text/html; charset=utf-8", html("index.html")),
    "GET /shop.css": (_, response) => send(response, 200, "text/css", page("shop.css")),
    "GET /shop.js": (_, response) => send(response, 200, "text/javascript", page("shop.js")),
    "GET /goods": (_, response) => sendJson(response, 200, { goods: till.goods, cards: till.cards }),
    "POST /orders": async (request, response) => {
      sendJson(response, 201, await till.order(JSON.parse((await readBody(request, 4_096)).toString())));
    },
    "GET /orders": (_, response, query) => sendJson(response, 200, { told: postbacks.lastOf(query.get("order")) }),
    "POST /postback": async (request, response) => postbacks.take(request, await readBody(request, POSTBACK_BYTES_MAX), response),
    "GET /received": (_, response, query) => sendJson(response, 200, { items: postbacks.list(query.get("order")) }),
  };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url, shopUrl);
    const route = routes[`${request.method} ${url.pathname}`];
    try {
      if (route) await route(request, response, url.searchParams);
      else send(response, 404, "text/plain", "no such page\n");
    } catch (error) {
      if (!response.headersSent) sendJson(response, error.status ?? 502, { error: error.message });
    }
  });
  await listen(server, port, host);
  return {
    /** Sets what the shop knows after the demo data is in (`credentials`) and how it answers the next postbacks (`answers`). */
    configure({ credentials, answers }) {
      if (credentials) {
        till.open(credentials);
        postbacks.trust(credentials.postback_secret);
      }
      if (answers) postbacks.script(answers);
      return {};
    },
    stop: () => server.closeAllConnections() ?? server.close(),
  };
}
