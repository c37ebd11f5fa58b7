// An offer as it is typed.
import type { TFunction } from "i18next";
import type { Money } from "../api/manual-systems";
import type { Offer, OfferBody } from "../api/offers";
import { missing, numberOf } from "../form/checks.ts";
import { moneyFaults, moneyOf } from "../form/money-checks.ts";
import { plainDecimal } from "../format/money.ts";

export const CONFIRM_DAYS_DEFAULT = 30;
const CONFIRM_DAYS_MAX = 365;

export interface TypedOffer {
  title: string;
  description: string;
  price: Money;
  systems: string[];
  confirm_days: string;
  success_url: string;
}

export function typedOffer(offer: Offer | undefined, currency: string, language: string): TypedOffer {
  return {
    title: offer?.title ?? "",
    description: offer?.description ?? "",
    price: offer === undefined ? { amount: "", currency } : { amount: plainDecimal(offer.price.amount, language), currency: offer.price.currency },
    systems: offer?.systems.map(({ id }) => id) ?? [],
    confirm_days: String(offer?.confirm_days ?? CONFIRM_DAYS_DEFAULT),
    success_url: offer?.success_url ?? "",
  };
}

export function bodyOf(typed: TypedOffer): OfferBody {
  const address = typed.success_url.trim();
  return {
    title: typed.title.trim(),
    description: typed.description.trim(),
    price: moneyOf(typed.price),
    systems: typed.systems,
    confirm_days: numberOf(typed.confirm_days) ?? CONFIRM_DAYS_DEFAULT,
    success_url: address === "" ? null : address,
  };
}

export function offerFaults(typed: TypedOffer, t: TFunction): Map<string, string> {
  const faults = missing(typed, ["title"], t);
  moneyFaults(faults, "price", typed.price, t);
  const days = numberOf(typed.confirm_days) ?? 0;
  if (days < 1 || days > CONFIRM_DAYS_MAX) faults.set("confirm_days", t("offers.confirm_days_malformed"));
  if (typed.systems.length === 0) faults.set("systems", t("fault.permission_missing"));
  return faults;
}
