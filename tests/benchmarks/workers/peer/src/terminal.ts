// The terminal of a callback's address, remembered in the isolate for a minute.
import { type FeeLine, percent } from "./money";
import type { Env } from "./platform";

const LIFE_MS = 60_000;

export interface Terminal {
  org_id: number;
  terminal_id: string;
  mode: string;
  key: CryptoKey;
  fees: Map<string, FeeLine>;
}

interface Row {
  org_id: number;
  terminal_id: string;
  mode: string;
  credentials: string;
  fees: string;
}

const known = new Map<string, { at: number; terminal: Terminal }>();
const encoder = new TextEncoder();

function bytes(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** Opens a text sealed for its owner with AES-256-GCM: `v1:<nonce>:<ciphertext>`. */
async function open(masterKey: string, owner: string, sealed: string): Promise<string> {
  const [, nonce = "", ciphertext = ""] = sealed.split(":");
  const key = await crypto.subtle.importKey("raw", bytes(masterKey), "AES-GCM", false, ["decrypt"]);
  const algorithm = { name: "AES-GCM", iv: bytes(nonce), additionalData: encoder.encode(owner) };
  return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, key, bytes(ciphertext)));
}

export async function findTerminal(env: Env["Bindings"], slug: string, id: string): Promise<Terminal | null> {
  const address = `${slug}/${id}`;
  const remembered = known.get(address);
  if (remembered && Date.now() - remembered.at < LIFE_MS) return remembered.terminal;
  const row = await env.DB.prepare(
    `SELECT t.org_id, t.terminal_id, t.mode, t.credentials,
       (SELECT json_group_array(json_array(f.currency, f.service_percent, f.bank_percent, f.minimum_minor))
          FROM terminal_fee f WHERE f.org_id = t.org_id AND f.terminal_id = t.terminal_id) AS fees
     FROM organisation o JOIN terminal t ON t.org_id = o.org_id
     WHERE o.slug = ?1 AND t.terminal_id = ?2 AND t.acquirer = 'sandbox-bank'`,
  )
    .bind(slug, id)
    .first<Row>();
  if (!row) return null;
  const credentials = JSON.parse(await open(env.MASTER_KEY, `terminal:${row.org_id}:${row.terminal_id}`, row.credentials));
  const secret = encoder.encode(credentials.callback_secret);
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  const lines = JSON.parse(row.fees) as [string, string, string, number][];
  const fees = new Map(
    lines.map(([currency, service, bank, minimum]) => [currency, { service: percent(service), bank: percent(bank), minimum }]),
  );
  const terminal = { org_id: row.org_id, terminal_id: row.terminal_id, mode: row.mode, key, fees };
  known.set(address, { at: Date.now(), terminal });
  return terminal;
}
