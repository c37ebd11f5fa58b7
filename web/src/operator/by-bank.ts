import type { OrganisationTerminal } from "../api/operator";
import type { Fee } from "../api/terminals";
import { formatMoney, plainDecimal } from "../format/money.ts";

/** The terminals of each bank, banks in the order of the alphabet. */
export function byBank<T extends Pick<OrganisationTerminal, "acquirer">>(terminals: readonly T[]): [string, T[]][] {
  const banks = new Map<string, T[]>();
  for (const terminal of terminals) banks.set(terminal.acquirer, [...(banks.get(terminal.acquirer) ?? []), terminal]);
  return [...banks].sort(([a], [b]) => a.localeCompare(b));
}

/** "RUB 0.7 % + 2.1 % = 2.8 %, at least 3.50 RUB": the service's part, the bank's, their sum and the minimum. */
export function feeText({ currency, service_percent, bank_percent, total_percent, minimum }: Fee, language: string): string {
  const percent = (value: string) => `${plainDecimal(value, language)}\u00a0%`;
  return `${currency} ${percent(service_percent)} + ${percent(bank_percent)} = ${percent(total_percent)}, ≥ ${formatMoney(minimum, currency, language)}`;
}
