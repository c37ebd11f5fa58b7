import { useTranslation } from "react-i18next";
import type { ManualTrip } from "../api/manual-payment";
import { formatDay } from "../format/day";
import { readDecimal } from "../format/minor";
import { formatMoney, isZero } from "../format/money";
import { corrects, type TypedDecision } from "./confirm-typed";

/** What will happen, in the amounts it will happen with. Of a corrected sum only the desk knows fees and conversion. */
export function useConfirmText(typed: TypedDecision, trip: ManualTrip, taken: readonly string[]): string {
  const { t, i18n } = useTranslation();
  const money = ({ amount, currency }: { amount: string; currency: string }) => formatMoney(amount, currency, i18n.language);
  const asked = money(trip.price);
  const day = formatDay(typed.paid_on, i18n.language);
  if (corrects(typed, trip)) {
    const amount = money({ amount: readDecimal(typed.amount) || "0", currency: typed.currency });
    return `${t("manual.confirm_corrected", { amount, asked, day })} ${t("manual.confirm_anew", { day })}`;
  }
  const terms = trip.estimate;
  const parts = [t("manual.confirm_as_said", { amount: asked, day })];
  if (terms === null || terms === undefined) return parts.join(" ");
  if (taken.length > 0 && terms.paid.currency !== trip.price.currency) parts.push(t("manual.confirm_converted", { amount: money(terms.paid) }));
  const fees = [terms.commission, terms.fixed_fee].filter(({ amount }) => !isZero(amount)).map(money);
  if (fees.length > 0) parts.push(t("manual.confirm_fees", { fees: fees.join(" + ") }));
  parts.push(terms.income === null ? t("manual.no_rate") : t("manual.confirm_income", { amount: money(terms.income) }));
  // Rates of another day lead to other amounts.
  if (terms.rates.length > 0) parts.push(t("manual.confirm_anew", { day }));
  return parts.join(" ");
}
