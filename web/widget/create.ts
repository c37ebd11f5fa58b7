// Creates the payment that the shop's server has signed.

export interface SignedPayment {
  /** The widget key: wk_test_... or wk_live_... */
  key: string;
  /** JSON text, byte for byte as it was signed. */
  data: string;
  /** hex hmac-sha256(widget secret, data) */
  signature: string;
}

export interface Created {
  number: number | null;
  payUrl: URL;
}

/** Why no payment came to be. `code` is the API's, or "offline" or "timeout". */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, detail: string) {
    super(detail);
    this.name = "EdgetillRefusal";
    this.code = code;
    this.status = status;
  }
}

const TIME_LIMIT_MS = 20_000;

/** Sending the same twice is safe: the same data and signature give the same payment. */
export async function createPayment(base: string, signed: SignedPayment, signal: AbortSignal): Promise<Created> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), TIME_LIMIT_MS);
  signal.addEventListener("abort", () => limit.abort());
  try {
    const { key, data, signature } = signed;
    const response = await fetch(`${base}/widget/payments`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ key, data, signature }),
      credentials: "omit",
      signal: limit.signal,
    });
    const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
    if (!response.ok) throw new Refusal(text(answer["code"]) || `http_${response.status}`, response.status, text(answer["detail"]));
    const payUrl = parsePayUrl(text(answer["pay_url"]));
    if (payUrl === null) throw new Refusal("answer_unreadable", response.status, "");
    return { number: typeof answer["number"] === "number" ? answer["number"] : null, payUrl };
  } catch (thrown) {
    if (thrown instanceof Refusal) throw thrown;
    throw new Refusal(limit.signal.aborted ? "timeout" : "offline", 0, "");
  } finally {
    clearTimeout(timer);
  }
}

/** A web address and nothing else: `javascript:` in a frame would run in the shop's page. */
export function parsePayUrl(given: string): URL | null {
  try {
    const url = new URL(given);
    return url.protocol === "https:" || url.protocol === "http:" ? url : null;
  } catch {
    return null;
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
