// What can be seen to be wrong with amounts, currencies and parts of a hundred before anything is sent.
import type { TFunction } from "i18next";
import type { Money } from "../api/manual-systems";
import { exponentOf } from "../format/currency.ts";
import { readDecimal, toMinor } from "../format/minor.ts";

export const isCurrency = (typed: string) => /^[A-Z]{3}$/.test(typed);

/** Adds what is wrong with an amount as typed, under the API's names of the fields. */
export function moneyFaults(faults: Map<string, string>, name: string, { amount, currency }: Money, t: TFunction, zero = false): void {
  if (!isCurrency(currency.trim())) faults.set(`${name}.currency`, t("fault.currency_unknown"));
  const text = readDecimal(amount);
  const minor = toMinor(text, exponentOf(currency));
  if (text === "") faults.set(`${name}.amount`, t("fault.required"));
  else if (!/^\d{1,15}(\.\d+)?$/.test(text)) faults.set(`${name}.amount`, t("fault.amount_malformed"));
  else if (minor === null) faults.set(`${name}.amount`, t("fault.amount_too_precise"));
  else if (minor <= 0n && !zero) faults.set(`${name}.amount`, t("fault.amount_not_positive"));
}

/** As the API takes it. */
export function moneyOf({ amount, currency }: Money): Money {
  return { amount: readDecimal(amount), currency: currency.trim().toUpperCase() };
}

/** From 0 to 100, with at most six decimals. */
export function isPercent(typed: string): boolean {
  const text = readDecimal(typed);
  return /^\d{1,3}(\.\d{1,6})?$/.test(text) && Number(text) <= 100;
}
