import type { TFunction } from "i18next";
import type { ManualSystem } from "../api/manual-systems";
import { formatMoney, isZero, plainDecimal } from "../format/money";

/** "2,5 % + 10,00 RUB": what a payment by the system costs. */
export function feesText({ commission_percent, fixed_fee }: Pick<ManualSystem, "commission_percent" | "fixed_fee">, t: TFunction, language: string): string {
  const parts = [
    ...(isZero(commission_percent) ? [] : [`${plainDecimal(commission_percent, language)}\u00a0%`]),
    ...(isZero(fixed_fee.amount) ? [] : [formatMoney(fixed_fee.amount, fixed_fee.currency, language)]),
  ];
  return parts.length === 0 ? t("manual_systems.free") : parts.join(" + ");
}
