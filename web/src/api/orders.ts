import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ManualPayment } from "./manual-payment";
import type { Money } from "./manual-systems";
import { get, part, post } from "./plain";
import type { Mode } from "./types";

export interface OrderClient {
  number: number;
  name: string;
  email: string | null;
}

/** What somebody wants to buy, and how it was paid. */
export interface Order {
  number: number;
  mode: Mode;
  title: string;
  price: Money;
  status: string;
  /** "offer", "cabinet" or "invoice". */
  source: string;
  client: OrderClient;
  /** The offer's number; an invoice's order has none. */
  offer: number | null;
  opened_at: string;
  payments: ManualPayment[];
}

/** A payment of an order, with what it is for. */
export interface OrderPayment extends ManualPayment {
  order: { number: number; title: string; client: OrderClient };
}

/** `from` and `to` are days of the organisation, both of them included. */
export interface OrdersFilter {
  mode: Mode;
  status?: string;
  client?: string;
  q?: string;
  from?: string;
  to?: string;
  limit: number;
  cursor?: string;
}

interface Page<Item> {
  items: Item[];
  next: string | null;
}

export const ordersQuery = (filter: OrdersFilter) =>
  queryOptions({
    queryKey: ["orders", filter],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<Page<Order>>("/api/orders", filter, signal),
  });

const pathOf = (number: number) => `/api/orders/${part(number)}`;

export const orderQuery = (mode: Mode, number: number) =>
  queryOptions({
    queryKey: ["orders", "one", mode, number],
    queryFn: ({ signal }) => get<Order>(pathOf(number), { mode }, signal),
  });

export const orderPaymentsQuery = (filter: OrdersFilter) =>
  queryOptions({
    queryKey: ["order-payments", filter],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<Page<OrderPayment>>("/api/order-payments", filter, signal),
  });

/** What a manual payment says besides of whom and for what it is. */
interface TripBody {
  system?: string;
  paid_on?: string;
  comment?: string;
}

export interface NewOrder extends TripBody {
  offer: number;
  client: number | "manual_account" | { name?: string; email?: string; phone?: string; label?: string };
  email?: string;
  phone?: string;
}

/** Records an order with its manual payment, without the payer. */
export const createOrder = (mode: Mode, body: NewOrder, key: string) => post<Order>("/api/orders", body, { query: { mode }, key });
/** A further payment of an order that has none under way. */
export const addOrderPayment = (mode: Mode, order: number, body: TripBody, key: string) => post<unknown>(`${pathOf(order)}/payments`, body, { query: { mode }, key });

export interface Decision {
  amount?: string;
  currency?: string;
  paid_on?: string;
  comment?: string;
}

const decisionOf = (number: number, what: "confirm" | "reject") => `/api/manual-payments/${part(number)}/${what}`;

/** What is not said stays as the payer said it. */
export const confirmPayment = (mode: Mode, number: number, body: Decision) => post<ManualPayment>(decisionOf(number, "confirm"), body, { query: { mode } });
export const rejectPayment = (mode: Mode, number: number, comment: string) =>
  post<ManualPayment>(decisionOf(number, "reject"), comment === "" ? {} : { comment }, { query: { mode } });
