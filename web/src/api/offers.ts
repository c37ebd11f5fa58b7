import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Money } from "./manual-systems";
import { get, part, post } from "./plain";
import type { Mode } from "./types";

/** A way to pay, as what is sold names it. */
export interface PaySystem {
  id: string;
  name: string;
  kind: "manual" | "acquirer";
  status: string;
}

/** What is sold by a link or a button. */
export interface Offer {
  number: number;
  mode: Mode;
  title: string;
  description: string;
  price: Money;
  systems: PaySystem[];
  /** Within so many days of 24 hours a manual payment is to be confirmed. */
  confirm_days: number;
  status: OfferStatus;
  success_url: string | null;
  link: string;
  /** HTML for the merchant's page. */
  button: string;
  created_at: string;
}

export type OfferStatus = "active" | "inactive" | "archived";

export interface OfferBody {
  title: string;
  description: string;
  price: Money;
  systems: string[];
  confirm_days: number;
  success_url: string | null;
}

export interface OffersFilter {
  mode: Mode;
  status?: string;
  manual?: string;
  q?: string;
  limit: number;
  cursor?: string;
}

export const offersQuery = (filter: OffersFilter) =>
  queryOptions({
    queryKey: ["offers", filter],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<{ items: Offer[]; next: string | null }>("/api/offers", filter, signal),
  });

const pathOf = (number: number) => `/api/offers/${part(number)}`;

export const offerQuery = (mode: Mode, number: number) =>
  queryOptions({
    queryKey: ["offers", "one", mode, number],
    queryFn: ({ signal }) => get<Offer>(pathOf(number), { mode }, signal),
  });

export const createOffer = (mode: Mode, body: OfferBody, key: string) => post<Offer>("/api/offers", body, { query: { mode }, key });
export const changeOffer = (mode: Mode, number: number, body: Partial<OfferBody>) => post<Offer>(pathOf(number), body, { query: { mode } });
export const switchOffer = (mode: Mode, number: number, status: OfferStatus) => post<unknown>(`${pathOf(number)}/status`, { status }, { query: { mode } });
export const copyOffer = (mode: Mode, number: number, key: string) => post<Offer>(`${pathOf(number)}/copy`, {}, { query: { mode }, key });
