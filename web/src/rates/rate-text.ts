import type { Rate } from "../api/rates";
import { formatDecimal } from "../format/money";

/** "1 USD = 92,5 RUB". */
export function rateText({ base, quote, rate }: Pick<Rate, "base" | "quote" | "rate">, language: string): string {
  return `1\u00a0${base} = ${formatDecimal(rate, language)}\u00a0${quote}`;
}
