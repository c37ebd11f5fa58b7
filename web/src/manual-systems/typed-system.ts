// How a manual payment system is set, as it is typed.
import type { TFunction } from "i18next";
import type { ManualSystem, ManualSystemChange, Money } from "../api/manual-systems";
import { missing } from "../form/checks.ts";
import { isCurrency, isPercent, moneyFaults, moneyOf } from "../form/money-checks.ts";
import { currenciesOf } from "../format/currency.ts";
import { readDecimal } from "../format/minor.ts";
import { plainDecimal } from "../format/money.ts";

export interface TypedSystem {
  name: string;
  description: string;
  commission_percent: string;
  fixed_fee: Money;
  income_currency: string;
  transaction_currency: string;
  currencies: string;
  merchant_name: string;
  merchant_description: string;
  comment_hint: string;
}

/** As it is, or as a new one begins: everything in the organisation's currency. */
export function typedSystem(system: ManualSystem | undefined, currency: string, language: string): TypedSystem {
  return {
    name: system?.name ?? "",
    description: system?.description ?? "",
    commission_percent: plainDecimal(system?.commission_percent ?? "0", language),
    fixed_fee: { amount: plainDecimal(system?.fixed_fee.amount ?? "0", language), currency: system?.fixed_fee.currency ?? currency },
    income_currency: system?.income_currency ?? currency,
    transaction_currency: system?.transaction_currency ?? currency,
    currencies: (system?.currencies ?? [currency]).join(", "),
    merchant_name: system?.merchant_name ?? "",
    merchant_description: system?.merchant_description ?? "",
    comment_hint: system?.comment_hint ?? "",
  };
}

export function bodyOf(typed: TypedSystem): Required<Omit<ManualSystemChange, "image">> {
  return {
    name: typed.name.trim(),
    description: typed.description.trim(),
    commission_percent: readDecimal(typed.commission_percent),
    fixed_fee: moneyOf(typed.fixed_fee),
    income_currency: typed.income_currency.trim().toUpperCase(),
    transaction_currency: typed.transaction_currency.trim().toUpperCase(),
    currencies: currenciesOf(typed.currencies),
    merchant_name: typed.merchant_name.trim(),
    merchant_description: typed.merchant_description.trim(),
    comment_hint: typed.comment_hint.trim(),
  };
}

/** What is wrong with it; the supported currencies must hold both that it converts to. */
export function systemFaults(typed: TypedSystem, t: TFunction): Map<string, string> {
  const faults = missing(typed, ["name", "currencies"], t);
  const { currencies, income_currency: income, transaction_currency: transaction } = bodyOf(typed);
  if (!isPercent(typed.commission_percent)) faults.set("commission_percent", t("fault.percent_malformed"));
  moneyFaults(faults, "fixed_fee", typed.fixed_fee, t, true);
  for (const [name, currency] of [["income_currency", income], ["transaction_currency", transaction]] as const) {
    if (!isCurrency(currency)) faults.set(name, t("fault.currency_unknown"));
  }
  if (faults.has("currencies")) return faults;
  if (currencies.length === 0 || !currencies.every(isCurrency)) faults.set("currencies", t("manual_systems.currencies_malformed"));
  else if (isCurrency(income) && !currencies.includes(income)) faults.set("currencies", t("manual_systems.currencies_lack", { currency: income }));
  else if (isCurrency(transaction) && !currencies.includes(transaction)) faults.set("currencies", t("manual_systems.currencies_lack", { currency: transaction }));
  return faults;
}
