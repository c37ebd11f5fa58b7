// What the address keeps: mode, page and filter. Plain text, no JSON: people read and send these addresses.
import type { Mode } from "../api/types";

export const PAGE_SIZES = [25, 50, 100, 200, 500] as const;
export const PAGE_SIZE_DEFAULT = 50;

const TEXT_MAX = 300;

export interface CabinetSearch {
  mode?: Mode;
  /** The organisation's slug. */
  org?: string;
}

export interface PageSearch {
  limit?: number;
  cursor?: string;
}

/** The statuses of a payment, in the order of its life. */
export const STATUSES = [
  "created", "awaiting", "authorised", "captured", "refunding", "partially_refunded", "refunded", "cancelled", "failed", "expired",
] as const;

export const FILTERS = ["status", "order", "label"] as const;
export type Filter = (typeof FILTERS)[number];

/** The tabs of an open payment; the first is open where the address names none. */
export const TABS = ["payment", "operation", "refunds", "request"] as const;
export type Tab = (typeof TABS)[number];

export interface PaymentsSearch extends PageSearch, Partial<Record<Filter, string>> {
  tab?: Tab;
}

export interface CallbacksSearch extends PageSearch {
  event?: string;
}

/** States of a delivery; and `failed`, which is tried but not delivered, whatever its state. */
export const DELIVERY_STATES = ["failed", "pending", "held", "delivered", "exhausted"] as const;

/** What merchants are told of, in the order of a payment's life (domain/postback/format.rs). */
export const EVENT_TYPES = [
  "payment.authorised", "payment.captured", "payment.cancelled", "payment.failed", "payment.expired", "payment.refunded",
  "payment.partially_refunded", "payment.refund_refused", "payment.dispute_opened", "payment.dispute_won", "payment.dispute_lost",
] as const;

export const DELIVERY_FILTERS = ["status", "endpoint", "event_type", "number", "from", "to"] as const;
export type DeliveryFilter = (typeof DELIVERY_FILTERS)[number];

/** `from` and `to` are days of the organisation's zone, both of them included. */
export interface DeliveriesSearch extends PageSearch, Partial<Record<DeliveryFilter, string>> {}

/** Of lists that come whole: what is open beside them. */
export interface OpenSearch {
  open?: string;
}

export const JOURNAL_FILTERS = ["from", "to", "actor", "action", "subject", "q"] as const;
export type JournalFilterName = (typeof JOURNAL_FILTERS)[number];

/** `from` and `to` are days of the organisation's zone, both of them included. */
export interface JournalSearch extends PageSearch, OpenSearch, Partial<Record<JournalFilterName, string>> {}

export const ORGANISATION_STATES = ["active", "disabled"] as const;
export const ORGANISATION_FILTERS = ["status", "q"] as const;
export type OrganisationFilterName = (typeof ORGANISATION_FILTERS)[number];

export interface OrganisationsSearch extends PageSearch, OpenSearch, Partial<Record<OrganisationFilterName, string>> {}

/** The statuses of an order, and of the payments of orders. */
export const ORDER_STATUSES = ["open", "resolved", "completed", "refunded", "rejected"] as const;
export const ORDER_PAYMENT_STATUSES = ["open", "resolved", "refunded", "rejected"] as const;

export const SALES_FILTERS = ["status", "q", "client", "from", "to"] as const;
export type SalesFilterName = (typeof SALES_FILTERS)[number];

/** Orders, and their payments. `from` and `to` are days of the organisation, both of them included. */
export interface SalesSearch extends PageSearch, OpenSearch, Partial<Record<SalesFilterName, string>> {}

export interface ClientsSearch extends PageSearch, OpenSearch {
  q?: string;
}

export const OFFER_STATES = ["active", "inactive", "archived"] as const;
export const OFFER_FILTERS = ["status", "manual", "q"] as const;
export type OfferFilterName = (typeof OFFER_FILTERS)[number];

export interface OffersSearch extends PageSearch, OpenSearch, Partial<Record<OfferFilterName, string>> {}

export const INVOICE_STATES = ["created", "sent", "paid", "expired", "cancelled"] as const;
export const INVOICE_FILTERS = ["status", "client", "q"] as const;
export type InvoiceFilterName = (typeof INVOICE_FILTERS)[number];

export interface InvoicesSearch extends PageSearch, OpenSearch, Partial<Record<InvoiceFilterName, string>> {}

export const RATE_FILTERS = ["day", "base", "quote"] as const;
export type RateFilterName = (typeof RATE_FILTERS)[number];

export interface RatesSearch extends OpenSearch, Partial<Record<RateFilterName, string>> {}

export interface NotificationsSearch extends PageSearch {
  unread?: true;
}

export interface SignInSearch {
  back?: string;
  ended?: boolean;
}

type Raw = Record<string, unknown>;

export function parseSearch(text: string): Raw {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Raw): string {
  const kept = Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const text = new URLSearchParams(kept.map(([name, value]) => [name, String(value)])).toString();
  return text === "" ? "" : `?${text}`;
}

export function cabinetSearch(raw: Raw): CabinetSearch {
  const org = matching(raw["org"], /^[a-z0-9-]{2,40}$/);
  return {
    ...((raw["mode"] === "live" || raw["mode"] === "test") && { mode: raw["mode"] }),
    ...(org !== undefined && { org }),
  };
}

export function pageSearch(raw: Raw): PageSearch {
  const limit = PAGE_SIZES.find((size) => size === Number(raw["limit"]));
  const cursor = text(raw["cursor"]);
  return {
    ...(limit !== undefined && limit !== PAGE_SIZE_DEFAULT && { limit }),
    ...(cursor !== undefined && { cursor }),
  };
}

export function paymentsSearch(raw: Raw): PaymentsSearch {
  const status = STATUSES.find((one) => one === raw["status"]);
  const [order, label] = [text(raw["order"]), text(raw["label"])];
  const tab = TABS.find((one) => one === raw["tab"]);
  return {
    ...pageSearch(raw),
    ...(status !== undefined && { status }),
    ...(order !== undefined && { order }),
    ...(label !== undefined && { label }),
    ...(tab !== undefined && tab !== TABS[0] && { tab }),
  };
}

export function callbacksSearch(raw: Raw): CallbacksSearch {
  const event = text(raw["event"]);
  return { ...pageSearch(raw), ...(event !== undefined && { event }) };
}

export function deliveriesSearch(raw: Raw): DeliveriesSearch {
  const found: Record<DeliveryFilter, string | undefined> = {
    status: DELIVERY_STATES.find((one) => one === raw["status"]),
    endpoint: matching(raw["endpoint"], /^\d{1,15}$/),
    event_type: EVENT_TYPES.find((one) => one === raw["event_type"]),
    number: matching(raw["number"], /^\d{1,15}$/),
    from: day(raw["from"]),
    to: day(raw["to"]),
  };
  const kept = Object.entries(found).filter(([, value]) => value !== undefined);
  return { ...pageSearch(raw), ...Object.fromEntries(kept) };
}

export function openSearch(raw: Raw): OpenSearch {
  const open = text(raw["open"]);
  return open === undefined ? {} : { open };
}

export function journalSearch(raw: Raw): JournalSearch {
  const found: Record<JournalFilterName, string | undefined> = {
    from: day(raw["from"]),
    to: day(raw["to"]),
    actor: text(raw["actor"]),
    action: text(raw["action"]),
    subject: text(raw["subject"]),
    q: text(raw["q"]),
  };
  const kept = Object.entries(found).filter(([, value]) => value !== undefined);
  return { ...pageSearch(raw), ...openSearch(raw), ...Object.fromEntries(kept) };
}

export function organisationsSearch(raw: Raw): OrganisationsSearch {
  const status = ORGANISATION_STATES.find((one) => one === raw["status"]);
  const q = text(raw["q"]);
  return { ...pageSearch(raw), ...openSearch(raw), ...(status !== undefined && { status }), ...(q !== undefined && { q }) };
}

export function salesSearch(raw: Raw, statuses: readonly string[]): SalesSearch {
  const found: Record<SalesFilterName, string | undefined> = {
    status: statuses.find((one) => one === raw["status"]),
    q: text(raw["q"]),
    client: matching(raw["client"], /^\d{1,15}$/),
    from: day(raw["from"]),
    to: day(raw["to"]),
  };
  const kept = Object.entries(found).filter(([, value]) => value !== undefined);
  return { ...pageSearch(raw), ...openSearch(raw), ...Object.fromEntries(kept) };
}

export function offersSearch(raw: Raw): OffersSearch {
  const status = OFFER_STATES.find((one) => one === raw["status"]);
  const q = text(raw["q"]);
  return {
    ...pageSearch(raw),
    ...openSearch(raw),
    ...(status !== undefined && { status }),
    ...(String(raw["manual"]) === "1" && { manual: "1" }),
    ...(q !== undefined && { q }),
  };
}

export function invoicesSearch(raw: Raw): InvoicesSearch {
  const found: Record<InvoiceFilterName, string | undefined> = {
    status: INVOICE_STATES.find((one) => one === raw["status"]),
    client: matching(raw["client"], /^\d{1,15}$/),
    q: matching(raw["q"], /^\d{1,15}$/),
  };
  const kept = Object.entries(found).filter(([, value]) => value !== undefined);
  return { ...pageSearch(raw), ...openSearch(raw), ...Object.fromEntries(kept) };
}

export function clientsSearch(raw: Raw): ClientsSearch {
  const q = text(raw["q"]);
  return { ...pageSearch(raw), ...openSearch(raw), ...(q !== undefined && { q }) };
}

export function ratesSearch(raw: Raw): RatesSearch {
  const found: Record<RateFilterName, string | undefined> = {
    day: day(raw["day"]),
    base: matching(raw["base"], /^[A-Z]{3}$/),
    quote: matching(raw["quote"], /^[A-Z]{3}$/),
  };
  const kept = Object.entries(found).filter(([, value]) => value !== undefined);
  return { ...openSearch(raw), ...Object.fromEntries(kept) };
}

export function notificationsSearch(raw: Raw): NotificationsSearch {
  return { ...pageSearch(raw), ...(String(raw["unread"]) === "true" && { unread: true }) };
}

export function signInSearch(raw: Raw): SignInSearch {
  const back = text(raw["back"]);
  // Only a path of our own: an address elsewhere would make sign-in a stepping stone for phishing.
  const own = back !== undefined && /^\/(?![/\\])/.test(back);
  return { ...(own && { back }), ...(String(raw["ended"]) === "true" && { ended: true }) };
}

function day(value: unknown): string | undefined {
  const found = matching(value, /^\d{4}-\d{2}-\d{2}$/);
  return found === undefined || Number.isNaN(Date.parse(found)) ? undefined : found;
}

function matching(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === "string" && pattern.test(value) ? value : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" && value.length <= TEXT_MAX ? value : undefined;
}
