// An invoice as it is typed.
import type { TFunction } from "i18next";
import type { Channel, ClientRef, NewInvoice } from "../api/invoices";
import type { Money } from "../api/manual-systems";
import { clientRef, type Picked, pickedFaults } from "../clients/picked.ts";
import { isCurrency, moneyFaults, moneyOf } from "../form/money-checks.ts";
import { exponentOf } from "../format/currency.ts";
import { dayAfter, momentOf, todayIn } from "../format/day.ts";
import { cartLine, EMPTY_LINE, lineMinor, totalOf, type TypedLine } from "./line-sum.ts";

export interface TypedInvoice {
  client: Picked | null;
  amount: Money;
  by_lines: boolean;
  lines: TypedLine[];
  description: string;
  order: string;
  /** A day and a time of the organisation's zone. */
  expires_at: { day: string; time: string };
  systems: string[];
  send: Channel[];
  email: string;
  phone: string;
  /** Empty: the client's. */
  language: string;
}

const DAYS_DEFAULT = 7;
const MINUTE_MS = 60_000;
const AHEAD_MIN_MS = 5 * MINUTE_MS;
const AHEAD_MAX_MS = 366 * 24 * 60 * MINUTE_MS;

export function newInvoice(client: Picked | null, currency: string, zone: string): TypedInvoice {
  let day = todayIn(zone);
  for (let turn = 0; turn < DAYS_DEFAULT; turn += 1) day = dayAfter(day);
  return {
    client,
    amount: { amount: "", currency },
    by_lines: false,
    lines: [EMPTY_LINE],
    description: "",
    order: "",
    expires_at: { day, time: "23:59" },
    systems: [],
    send: [],
    email: "",
    phone: "",
    language: "",
  };
}

/** What the invoice is about: what is typed, or what its lines come to; null while that cannot be counted. */
export function amountOf({ amount, by_lines, lines }: TypedInvoice): Money | null {
  if (!by_lines) return moneyOf(amount);
  const total = totalOf(lines, exponentOf(amount.currency));
  return total === null ? null : { amount: total, currency: amount.currency };
}

/** The client's own address for a channel, as far as it is known. */
export function ownContact(client: Picked | null, channel: Channel): string {
  return (channel === "email" ? client?.email : client?.phone) ?? "";
}

export function bodyOf(typed: TypedInvoice, zone: string): NewInvoice {
  const text = (name: "description" | "order" | "language") => (typed[name].trim() === "" ? {} : { [name]: typed[name].trim() });
  const contact = (channel: Channel, name: "email" | "phone") => (typed.send.includes(channel) && typed[name].trim() !== "" ? { [name]: typed[name].trim() } : {});
  const scale = exponentOf(typed.amount.currency);
  return {
    // Checked before: somebody is chosen, and the amount can be counted.
    client: (typed.client === null ? {} : clientRef(typed.client)) as ClientRef,
    amount: amountOf(typed) ?? moneyOf(typed.amount),
    ...(typed.by_lines && { lines: typed.lines.map((line) => cartLine(line, scale)) }),
    ...text("description"),
    ...text("order"),
    ...text("language"),
    expires_at: momentOf(typed.expires_at.day, typed.expires_at.time, zone),
    ...(typed.systems.length > 0 && { systems: typed.systems }),
    ...(typed.send.length > 0 && { send: typed.send }),
    ...contact("email", "email"),
    ...contact("sms", "phone"),
  };
}

export function invoiceFaults(typed: TypedInvoice, zone: string, t: TFunction): Map<string, string> {
  const faults = new Map<string, string>();
  pickedFaults(faults, "client", typed.client, t);
  if (typed.by_lines) lineFaults(faults, typed, t);
  else moneyFaults(faults, "amount", typed.amount, t);
  const { day, time } = typed.expires_at;
  const ahead = /^\d{4}-\d\d-\d\d$/.test(day) && /^\d\d:\d\d$/.test(time) ? Date.parse(momentOf(day, time, zone)) - Date.now() : Number.NaN;
  if (!(ahead >= AHEAD_MIN_MS && ahead <= AHEAD_MAX_MS)) faults.set("expires_at", t("invoices.expires_malformed"));
  contactFaults(faults, typed, typed.client, t);
  return faults;
}

/** Where a channel is chosen, there must be an address for it. */
export function contactFaults(faults: Map<string, string>, typed: Pick<TypedInvoice, "send" | "email" | "phone">, client: Picked | null, t: TFunction): void {
  if (typed.send.includes("email") && typed.email.trim() === "" && ownContact(client, "email") === "") faults.set("email", t("fault.email_missing"));
  if (typed.send.includes("sms") && typed.phone.trim() === "" && ownContact(client, "sms") === "") faults.set("phone", t("fault.phone_missing"));
}

function lineFaults(faults: Map<string, string>, { lines, amount }: TypedInvoice, t: TFunction): void {
  if (!isCurrency(amount.currency)) faults.set("amount.currency", t("fault.currency_unknown"));
  const scale = exponentOf(amount.currency);
  lines.forEach((line, at) => {
    if (line.name.trim() === "") faults.set(`lines.${at}.name`, t("fault.required"));
    if (lineMinor({ ...line, quantity: "1" }, scale) === null) faults.set(`lines.${at}.price`, t("fault.amount_malformed"));
    const minor = lineMinor({ ...line, price: "1" }, scale);
    if (minor === null || lineMinor({ ...line, price: "1" }, 0) === null || /^0*([.,]0*)?$/.test(line.quantity.trim())) faults.set(`lines.${at}.quantity`, t("fault.quantity_malformed"));
  });
  if (faults.size === 0 && /^0*(\.0*)?$/.test(totalOf(lines, scale) ?? "0")) faults.set("lines.0.price", t("fault.amount_not_positive"));
}
