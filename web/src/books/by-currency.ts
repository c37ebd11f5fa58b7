import type { Balance } from "../api/types";

/** What people look for first stands first; accounts that we know nothing of, last. */
const ORDER = ["available", "in_transit", "bank_account", "reserved", "service_fee", "bank_fee", "unclaimed", "hold", "hold_memo"];

function place(account: string): number {
  const at = ORDER.indexOf(account.split(":")[0] ?? "");
  return at < 0 ? ORDER.length : at;
}

/** Balances of each currency, each in the order of a reader's interest. */
export function byCurrency(balances: Balance[]): [string, Balance[]][] {
  const groups = new Map<string, Balance[]>();
  for (const balance of balances) groups.set(balance.currency, [...(groups.get(balance.currency) ?? []), balance]);
  for (const rows of groups.values()) rows.sort((a, b) => place(a.account) - place(b.account) || a.account.localeCompare(b.account));
  return [...groups];
}
