// Creating a payment: the key and the payment in one batch, so that asking twice is harmless.
import { format, knows, parse } from "./money";
import type { Database } from "./platform";

const DAY_MS = 86_400_000;

export interface Merchant {
  org_id: number;
  mode: string;
  prefix: string;
  sites: string[];
}

export interface Asked {
  amount: string;
  minor: number;
  currency: string;
  order: string | null;
  label: string | null;
  description: string | null;
  email: string | null;
  phone: string | null;
  cart: unknown[];
  metadata: Record<string, unknown>;
  success_url: string | null;
  failure_url: string | null;
  terminal: string | null;
}

async function sha256(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export async function authorise(db: Database, header: string | undefined): Promise<Merchant | null> {
  const match = /^Bearer (\w{1,64})_([0-9a-f]{1,128})$/.exec(header ?? "");
  if (!match) return null;
  const [, prefix = "", secret = ""] = match;
  const row = await db
    .prepare(
      `SELECT k.org_id, k.mode, k.secret_hash, o.sites FROM api_key k JOIN organisation o ON o.org_id = k.org_id
       WHERE k.prefix = ?1 AND k.kind = 'secret' AND k.revoked_at_ms IS NULL AND (k.expires_at_ms IS NULL OR k.expires_at_ms > ?2)`,
    )
    .bind(prefix, Date.now())
    .first<{ org_id: number; mode: string; secret_hash: string; sites: string }>();
  if (!row) return null;
  const encoder = new TextEncoder();
  const [kept, given] = [encoder.encode(row.secret_hash), encoder.encode(await sha256(secret))];
  const same = kept.length === given.length && (crypto.subtle as any).timingSafeEqual(kept, given);
  return same ? { org_id: row.org_id, mode: row.mode, prefix, sites: JSON.parse(row.sites) } : null;
}

/** The request's fields, or the names of those that are wrong. */
export function check(body: Record<string, any>, sites: string[]): Asked | string[] {
  const wrong: string[] = [];
  const text = (name: string, max: number): string | null => {
    const value = body[name];
    if (value == null) return null;
    if (typeof value === "string" && value.length > 0 && value.length <= max && !/[\p{Cc}]/u.test(value)) return value;
    wrong.push(name);
    return null;
  };
  const site = (name: string): string | null => {
    const value = text(name, 2048);
    if (value && !(URL.canParse(value) && sites.includes(new URL(value).origin))) wrong.push(name);
    return value;
  };
  const currency = knows(body.currency) ? body.currency : (wrong.push("currency"), "");
  const minor = typeof body.amount === "string" && currency ? parse(body.amount, currency) : null;
  if (minor === null) wrong.push("amount");
  const cart = body.cart ?? [];
  const metadata = body.metadata ?? {};
  if (!Array.isArray(cart) || cart.length > 100) wrong.push("cart");
  if (typeof metadata !== "object" || Object.keys(metadata).length > 50) wrong.push("metadata");
  const asked = {
    amount: body.amount, minor: minor ?? 0, currency, order: text("order", 128), label: text("label", 190), description: text("description", 1000),
    email: text("email", 254), phone: text("phone", 32), cart, metadata, success_url: site("success_url"), failure_url: site("failure_url"),
    terminal: text("terminal", 128),
  };
  return wrong.length > 0 ? wrong : asked;
}

export type Creation = { status: 201; payment: unknown } | { status: 403 | 422; code: string };

export async function create(db: Database, merchant: Merchant, key: string, asked: Asked, publicUrl: string): Promise<Creation> {
  const { org_id, mode } = merchant;
  const scope = `v1:${mode}`;
  const hash = await sha256(JSON.stringify(asked));
  const now = Date.now();
  const token = crypto.randomUUID().replaceAll("-", "");
  const fit = `EXISTS (SELECT 1 FROM organisation WHERE org_id = ?1 AND status = 'active')
    AND EXISTS (SELECT 1 FROM terminal t JOIN terminal_fee f ON f.org_id = t.org_id AND f.terminal_id = t.terminal_id
      WHERE t.org_id = ?1 AND t.mode = ?8 AND t.status = 'active' AND f.currency = ?9 AND t.terminal_id = COALESCE(?10, t.terminal_id))`;
  const mine = "FROM idempotency i WHERE i.org_id = ?1 AND i.scope = ?2 AND i.key = ?3 AND i.run = ?4";
  const results = await db.batch<any>([
    db.prepare(
      `INSERT INTO idempotency (org_id, scope, key, request_hash, run, number, state, created_at_ms)
       SELECT ?1, ?2, ?3, ?4, ?5, COALESCE((SELECT max(number) FROM payment WHERE org_id = ?1), 0) + 1, 'done', ?6 WHERE ${fit}
       ON CONFLICT DO UPDATE SET request_hash = excluded.request_hash, run = excluded.run, number = excluded.number, created_at_ms = excluded.created_at_ms
       WHERE idempotency.created_at_ms < ?7`,
    ).bind(org_id, scope, key, hash, token, now, now - 30 * DAY_MS, mode, asked.currency, asked.terminal),
    db.prepare(
      `INSERT INTO payment (org_id, number, mode, token, amount_minor, currency, merchant_order, label, description, email, phone, cart, metadata,
         success_url, failure_url, terminal_id, created_at_ms, expires_at_ms)
       SELECT i.org_id, i.number, ?5, ?4, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19 ${mine}`,
    ).bind(
      org_id, scope, key, token, mode, asked.minor, asked.currency, asked.order, asked.label, asked.description, asked.email, asked.phone,
      JSON.stringify(asked.cart), JSON.stringify(asked.metadata), asked.success_url, asked.failure_url, asked.terminal, now, now + DAY_MS,
    ),
    db.prepare(
      `INSERT INTO journal (org_id, seq, at_ms, actor, action, subject)
       SELECT i.org_id, COALESCE((SELECT max(seq) FROM journal WHERE org_id = ?1), 0) + 1, ?5, ?6, 'payment_created', 'payment:' || i.number ${mine}`,
    ).bind(org_id, scope, key, token, now, `api_key:${merchant.prefix}`),
    db.prepare(
      `SELECT i.request_hash, p.number, p.token, p.created_at_ms, p.expires_at_ms FROM idempotency i JOIN payment p ON p.org_id = i.org_id AND p.number = i.number
       WHERE i.org_id = ?1 AND i.scope = ?2 AND i.key = ?3 AND i.created_at_ms >= ?4`,
    ).bind(org_id, scope, key, now - 30 * DAY_MS),
  ]);
  const row = results[3]?.results[0];
  if (!row) return { status: 422, code: "currency_not_supported" };
  if (row.request_hash !== hash) return { status: 422, code: "idempotency_key_reused" };
  const zero = format(0, asked.currency);
  const payment = {
    number: row.number, status: "created", notice: "none", attention: null, livemode: mode === "live", amount: format(asked.minor, asked.currency),
    currency: asked.currency, authorised: zero, captured: zero, refunded: zero, fee: null, order: asked.order, label: asked.label,
    description: asked.description, email: asked.email, phone: asked.phone, terminal: asked.terminal, created_at: new Date(row.created_at_ms).toISOString(),
    paid_at: null, expires_at: new Date(row.expires_at_ms).toISOString(), cart: asked.cart, metadata: asked.metadata, success_url: asked.success_url,
    failure_url: asked.failure_url, pay_url: `${publicUrl}/pay/${row.token}`,
  };
  return { status: 201, payment };
}
