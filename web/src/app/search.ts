// What the address keeps: mode, page and filter. Plain text, no JSON: people read and send these addresses.
import type { Mode } from "../api/types";

export const PAGE_SIZES = [25, 50, 100, 200, 500] as const;
export const PAGE_SIZE_DEFAULT = 50;

const TEXT_MAX = 300;

export interface CabinetSearch {
  mode?: Mode;
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
  return raw["mode"] === "live" || raw["mode"] === "test" ? { mode: raw["mode"] } : {};
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

export function signInSearch(raw: Raw): SignInSearch {
  const back = text(raw["back"]);
  // Only a path of our own: an address elsewhere would make sign-in a stepping stone for phishing.
  const own = back !== undefined && /^\/(?![/\\])/.test(back);
  return { ...(own && { back }), ...(String(raw["ended"]) === "true" && { ended: true }) };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" && value.length <= TEXT_MAX ? value : undefined;
}
