// Sums of amounts, exactly: whole minor units as bigints between decimal texts.

/** How many decimals the API writes this currency with. */
export function scaleOf(amount: string): number {
  return amount.split(".")[1]?.length ?? 0;
}

/** "12.5" at scale 2 is 1250n. Nothing where it is no amount, or finer than the currency. */
export function toMinor(amount: string, scale: number): bigint | null {
  const parts = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(amount);
  if (parts === null) return null;
  const [, sign = "", whole = "", fraction = ""] = parts;
  if (fraction.length > scale) return null;
  return BigInt(`${sign}${whole}${fraction.padEnd(scale, "0")}`);
}

export function fromMinor(minor: bigint, scale: number): string {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  return `${minor < 0n ? "-" : ""}${whole}${scale === 0 ? "" : `.${digits.slice(-scale)}`}`;
}

/** What a person typed, as the API writes it: "1 000,5" and "1,000.5" are "1000.5". A comma alone is the decimal sign. */
export function readDecimal(typed: string): string {
  const text = typed.replace(/[\s\u00a0\u202f]/g, "");
  if (/^\d{1,3}(,\d{3})+\.\d+$/.test(text)) return text.replaceAll(",", "");
  return text.replace(",", ".");
}

export type AmountFault = "required" | "amount_malformed" | "amount_too_precise" | "amount_not_positive" | "amount_exceeds_left";

/** What a person typed as an amount above zero and within `left`: minor units, or what is wrong with it. */
export function readAmount(typed: string, left: bigint, scale: number): { minor: bigint } | { fault: AmountFault } {
  const text = readDecimal(typed);
  if (text === "") return { fault: "required" };
  if (!/^\d{1,15}(\.\d+)?$/.test(text)) return { fault: "amount_malformed" };
  const minor = toMinor(text, scale);
  if (minor === null) return { fault: "amount_too_precise" };
  if (minor <= 0n) return { fault: "amount_not_positive" };
  return minor > left ? { fault: "amount_exceeds_left" } : { minor };
}
