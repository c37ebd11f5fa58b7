/** How many decimals a currency has, as far as this browser knows: for sums that are shown while they are typed. The API counts anew. */
export function exponentOf(currency: string): number {
  try {
    return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/** Currencies as they are typed, between commas or spaces; each once. */
export function currenciesOf(typed: string): string[] {
  return [...new Set(typed.toUpperCase().split(/[^A-Z]+/).filter((one) => one !== ""))];
}
