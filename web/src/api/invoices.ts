import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Money } from "./manual-systems";
import { get, part, post } from "./plain";
import type { CartLine, Mode } from "./types";

export type InvoiceStatus = "created" | "sent" | "paid" | "expired" | "cancelled";
export type Channel = "email" | "sms";

/** What a client is billed for. */
export interface Invoice {
  number: number;
  /** The payment that it is paid by. */
  payment: number;
  /** The order that it is of. */
  order: number;
  /** The organisation's own number of it. */
  merchant_order: string | null;
  status: InvoiceStatus;
  client: { number: number; name: string; email: string | null; phone: string | null };
  amount: Money;
  lines: CartLine[];
  description: string | null;
  /** The ids of terminals and manual systems; none: every active terminal that takes the currency. */
  systems: string[];
  expires_at: string;
  /** Where it is paid. */
  link: string;
  email: string | null;
  phone: string | null;
  language: string;
  /** How often it was sent, of at most ten times. */
  sends: number;
  sent_at: string | null;
  last_sent_at: string | null;
  /** A payer says to have paid by a manual system, and nobody has confirmed or rejected that yet. */
  manual_payment_open: boolean;
  created_at: string;
  paid_at: string | null;
  attention: string | null;
}

/** A client who is there already, by the number, or the data of one who may be. */
export type ClientRef = number | { name?: string; email?: string; phone?: string; label?: string };

export interface NewInvoice {
  client: ClientRef;
  amount: Money;
  lines?: Omit<CartLine, "tax">[];
  description?: string;
  expires_at: string;
  systems?: string[];
  send?: Channel[];
  email?: string;
  phone?: string;
  language?: string;
  order?: string;
}

export interface InvoicesFilter {
  mode: Mode;
  status?: string;
  client?: string;
  q?: string;
  limit: number;
  cursor?: string;
}

/** An invoice is sent so often at most. */
export const SENDS_MAX = 10;

export const invoicesQuery = (filter: InvoicesFilter) =>
  queryOptions({
    queryKey: ["invoices", filter],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<{ items: Invoice[]; next: string | null }>("/api/invoices", filter, signal),
  });

const pathOf = (number: number) => `/api/invoices/${part(number)}`;

export const invoiceQuery = (mode: Mode, number: number) =>
  queryOptions({
    queryKey: ["invoices", "one", mode, number],
    queryFn: ({ signal }) => get<Invoice>(pathOf(number), { mode }, signal),
  });

export interface Sending {
  channels: Channel[];
  email?: string;
  phone?: string;
}

export interface Cash {
  system?: string;
  paid_on?: string;
  comment?: string;
}

export const createInvoice = (mode: Mode, body: NewInvoice, key: string) => post<Invoice>("/api/invoices", body, { query: { mode }, key });
export const sendInvoice = (mode: Mode, number: number, body: Sending, key: string) => post<unknown>(`${pathOf(number)}/send`, body, { query: { mode }, key });
export const cancelInvoice = (mode: Mode, number: number, reason: string) => post<unknown>(`${pathOf(number)}/cancel`, { reason }, { query: { mode } });
export const acceptCash = (mode: Mode, number: number, body: Cash, key: string) => post<unknown>(`${pathOf(number)}/accept-cash`, body, { query: { mode }, key });
