// What is typed in the window that records a manual payment.
import type { TFunction } from "i18next";
import type { Offer } from "../api/offers";
import type { NewOrder } from "../api/orders";
import { clientRef, isKnown, type Picked, pickedFaults } from "../clients/picked.ts";
import { dayFault } from "./confirm-typed.ts";

export interface TypedOrder {
  client: Picked | null;
  offer: Offer | null;
  system: string;
  email: string;
  phone: string;
  paid_on: string;
  comment: string;
}

/** As the API takes it. Somebody new has address and phone among their own data. */
export function orderOf({ client, offer, system, paid_on, ...typed }: TypedOrder): NewOrder {
  if (client === null || offer === null) throw new Error("checked before");
  const ref = clientRef(client);
  const [email, phone, comment] = [typed.email.trim(), typed.phone.trim(), typed.comment.trim()];
  return {
    offer: offer.number,
    client: ref === 0 ? "manual_account" : ref,
    ...(system !== "" && { system }),
    ...(isKnown(client) && email !== "" && { email }),
    ...(isKnown(client) && phone !== "" && { phone }),
    paid_on,
    ...(comment !== "" && { comment }),
  };
}

export function orderFaults(typed: TypedOrder, days: { first: string; last: string }, t: TFunction): Map<string, string> {
  const faults = new Map<string, string>();
  pickedFaults(faults, "client", typed.client, t);
  if (typed.offer === null) faults.set("offer", t("fault.required"));
  const fault = dayFault(typed.paid_on, days, t);
  if (fault !== null) faults.set("paid_on", fault);
  return faults;
}
