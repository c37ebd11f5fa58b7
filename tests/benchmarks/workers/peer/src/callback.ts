// A bank's callback: verified over the raw body, read.
import { knows } from "./money";
import type { Terminal } from "./terminal";

const TOLERANCE_S = 300;
const KINDS = { "payment.authorised": "authorised", "payment.captured": "captured", "payment.declined": "declined" } as const;
export type Kind = (typeof KINDS)[keyof typeof KINDS];

export interface Callback {
  event_id: string;
  kind: Kind;
  bank_reference: string;
  reference: string;
  number: number;
  attempt: number;
  amount_minor: number;
  currency: string;
  card: { mask: string; brand: string; token: string | null; country: string | null } | null;
  rrn: string | null;
  decline_code: string | null;
}

export async function isSigned(terminal: Terminal, timestamp: string, body: string, signature: string): Promise<boolean> {
  const match = /^v1=([0-9a-f]{64})$/.exec(signature);
  if (!match?.[1] || Math.abs(Date.now() / 1000 - Number(timestamp)) > TOLERANCE_S) return false;
  const given = Uint8Array.from(match[1].match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return crypto.subtle.verify("HMAC", terminal.key, given, new TextEncoder().encode(`${timestamp}.${body}`));
}

const text = (value: unknown): value is string => typeof value === "string" && value.length > 0 && value.length <= 128;
const optional = (value: unknown): string | null | undefined => (value == null ? null : text(value) ? value : undefined);

/** The callback, or null where it is not one. */
export function parseCallback(body: string): Callback | null {
  let given: Record<string, any>;
  try {
    given = JSON.parse(body);
  } catch {
    return null;
  }
  const kind = KINDS[given?.type as keyof typeof KINDS];
  const { event_id, payment_id, reference, amount_minor, currency } = given ?? {};
  if (!kind || !text(event_id) || !text(payment_id) || !text(reference) || !knows(currency)) return null;
  if (!Number.isSafeInteger(amount_minor) || amount_minor <= 0) return null;
  const card = given.card ?? null;
  const [rrn, decline_code, token, country] = [given.rrn, given.decline_code, card?.token, card?.country].map(optional);
  if (rrn === undefined || decline_code === undefined || token === undefined || country === undefined) return null;
  if (card && (!text(card.mask) || !text(card.brand) || /\d{12}/.test(card.mask))) return null;
  const match = /^(\d{1,15})-(\d{1,3})$/.exec(reference);
  return {
    event_id,
    kind,
    bank_reference: payment_id,
    reference,
    number: Number(match?.[1] ?? 0),
    attempt: Number(match?.[2] ?? 0),
    amount_minor,
    currency,
    card: card && { mask: card.mask, brand: card.brand, token, country },
    rrn,
    decline_code,
  };
}
