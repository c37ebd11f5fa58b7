// What is typed in the window that confirms a manual payment.
import type { TFunction } from "i18next";
import type { ManualTrip } from "../api/manual-payment";
import type { Decision } from "../api/orders";
import { readDecimal } from "../format/minor.ts";

export interface TypedDecision {
  amount: string;
  currency: string;
  paid_on: string;
  comment: string;
}

type Said = Pick<ManualTrip, "price" | "paid_on">;

/** Whether a sum is typed other than the one that was asked for: 5000 is 5000.00. */
export function corrects({ amount, currency }: Pick<TypedDecision, "amount" | "currency">, { price }: Pick<Said, "price">): boolean {
  return currency !== price.currency || plain(readDecimal(amount)) !== plain(price.amount);
}

const plain = (amount: string) => amount.replace(/^0+(?=\d)/, "").replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");

/** Only what differs from what was said. */
export function decisionOf(typed: TypedDecision, said: Said): Decision {
  const comment = typed.comment.trim();
  return {
    ...(corrects(typed, said) && { amount: readDecimal(typed.amount), currency: typed.currency }),
    ...(typed.paid_on !== said.paid_on && { paid_on: typed.paid_on }),
    ...(comment !== "" && { comment }),
  };
}

/** `taken`: the currencies of the payment's system, empty while they are not known. */
export function confirmFaults(typed: TypedDecision, said: Said, taken: readonly string[], days: { first: string; last: string }, t: TFunction): Map<string, string> {
  const faults = new Map<string, string>();
  const amount = readDecimal(typed.amount);
  if (amount === "") faults.set("amount", t("fault.required"));
  else if (!/^\d{1,15}(\.\d{1,4})?$/.test(amount)) faults.set("amount", t("fault.amount_malformed"));
  else if (!/[1-9]/.test(amount)) faults.set("amount", t("fault.amount_not_positive"));
  // What was asked for may be in another currency; a correction may not.
  if (corrects(typed, said) && taken.length > 0 && !taken.includes(typed.currency)) faults.set("currency", t("fault.currency_not_supported"));
  // What was said holds even where its day has come to lie further back.
  if (typed.paid_on !== said.paid_on) {
    const fault = dayFault(typed.paid_on, days, t);
    if (fault !== null) faults.set("paid_on", fault);
  }
  return faults;
}

export function dayFault(day: string, { first, last }: { first: string; last: string }, t: TFunction): string | null {
  if (day === "") return t("fault.required");
  if (day > last) return t("fault.date_in_future");
  return day < first ? t("fault.date_too_old") : null;
}
