// Amounts are integers of minor units; fees are computed exactly.

const EXPONENTS: Record<string, number> = { RUB: 2, USD: 2, EUR: 2, KZT: 2, INR: 2, JPY: 0, KWD: 3 };

export interface FeeLine {
  service: bigint;
  bank: bigint;
  minimum: number;
}

/** Percent as decimal text, in millionths of a percent. */
export function percent(text: string): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(6, "0").slice(0, 6));
}

function share(minor: number, millionths: bigint): number {
  const unit = 100_000_000n;
  return Number((BigInt(minor) * millionths + unit / 2n) / unit);
}

export function feeOf(minor: number, line: FeeLine) {
  const total = Math.max(share(minor, line.service + line.bank), line.minimum);
  const bank = Math.min(total, share(minor, line.bank));
  return { total, bank, service: total - bank };
}

export function knows(currency: unknown): currency is string {
  return typeof currency === "string" && Object.hasOwn(EXPONENTS, currency);
}

export function parse(text: string, currency: string): number | null {
  const exponent = EXPONENTS[currency] ?? 2;
  const match = /^(\d{1,15})(?:\.(\d+))?$/.exec(text);
  if (!match || (match[2] ?? "").length > exponent) return null;
  const minor = Number(match[1] + (match[2] ?? "").padEnd(exponent, "0"));
  return Number.isSafeInteger(minor) && minor > 0 ? minor : null;
}

export function format(minor: number, currency: string): string {
  const exponent = EXPONENTS[currency] ?? 2;
  const digits = String(minor).padStart(exponent + 1, "0");
  return exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}
