// The peer: what a competent user would write for the same two routes over the same schema, in TypeScript with Hono.
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { isSigned, parseCallback } from "./callback";
import { authorise, check, create } from "./create";
import type { Env } from "./platform";
import { settle } from "./settle";
import { findTerminal } from "./terminal";

const app = new Hono<Env>();
app.use(bodyLimit({ maxSize: 64 * 1024 }));

app.post("/callbacks/sandbox-bank/:org/:terminal", async (c) => {
  const terminal = await findTerminal(c.env, c.req.param("org"), c.req.param("terminal"));
  if (!terminal) return c.json({ code: "terminal_unknown" }, 404);
  const body = await c.req.text();
  const signed = await isSigned(terminal, c.req.header("x-bank-timestamp") ?? "", body, c.req.header("x-bank-signature") ?? "");
  if (!signed) return c.json({ code: "signature_wrong" }, 401);
  const callback = parseCallback(body);
  if (!callback) return c.json({ code: "callback_malformed" }, 400);
  const settled = await settle(c.env.DB, terminal, callback, body);
  return c.json(settled, settled.outcome === "unmatched" ? 409 : 200);
});

app.post("/v1/payments", async (c) => {
  const merchant = await authorise(c.env.DB, c.req.header("authorization"));
  if (!merchant) return c.json({ code: "api_key_wrong" }, 401);
  const key = c.req.header("idempotency-key") ?? "";
  if (key.length < 1 || key.length > 255) return c.json({ code: "idempotency_key_required" }, 400);
  const body = await c.req.json().catch(() => null);
  if (body === null || typeof body !== "object") return c.json({ code: "malformed_json" }, 400);
  const asked = check(body, merchant.sites);
  if (Array.isArray(asked)) return c.json({ code: "fields_not_acceptable", errors: asked }, 422);
  const creation = await create(c.env.DB, merchant, key, asked, c.env.PUBLIC_URL);
  return creation.status === 201 ? c.json(creation.payment, 201) : c.json({ code: creation.code }, creation.status);
});

export default app;
