// The shop's postback handler: verifies with the reference library of Standard Webhooks and records what it got.
import { Webhook } from "standardwebhooks";
import { sendJson } from "../http.mjs";

const KEPT = 10_000;

/** The verified payload, or null. */
function verify(secret, body, headers) {
  try {
    return new Webhook(secret).verify(body, headers);
  } catch {
    return null;
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export class Postbacks {
  received = [];
  answers = [];

  trust(secret) {
    this.secret = secret;
  }

  /** The next answers, one a postback: a status, "hang" (never answers), or {status, headers, body, delay_ms}. Then as usual again. */
  script(answers) {
    this.answers = [...answers];
  }

  async take(request, body, response) {
    const text = body.toString();
    const verified = verify(this.secret, text, request.headers) !== null;
    const next = this.answers.shift() ?? (verified ? 200 : 401);
    const answer = typeof next === "object" ? next : { status: next };
    this.received.push({
      at: new Date().toISOString(),
      id: request.headers["webhook-id"] ?? null,
      verified,
      answered: answer.status,
      headers: request.headers,
      body: parse(text),
      raw: text,
    });
    if (this.received.length > KEPT) this.received.shift();
    if (answer.status === "hang") return;
    if (answer.delay_ms) await new Promise((resolve) => setTimeout(resolve, answer.delay_ms));
    for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
    sendJson(response, answer.status, answer.body ?? { received: true });
  }

  list(order) {
    return order === null ? this.received : this.received.filter(({ body }) => body?.data?.order === order);
  }

  /** What the shop's own pages may show of an order: the last notice that was genuine and taken. */
  lastOf(order) {
    const last = this.list(order).findLast(({ verified, answered }) => verified && answered >= 200 && answered < 300);
    return last ? { at: last.at, type: last.body.type, status: last.body.data.status ?? null } : null;
  }
}
