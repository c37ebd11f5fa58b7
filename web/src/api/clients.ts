import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get } from "./plain";

/** Who buys. */
export interface Client {
  number: number;
  name: string;
  email: string | null;
  phone: string | null;
  label: string | null;
  language: string;
  /** The stand-in that records a payment by anyone; its number is 0. */
  is_manual_account: boolean;
  created_at: string;
  active_at: string;
}

export interface ClientsFilter {
  q?: string;
  limit: number;
  cursor?: string;
}

export const clientsQuery = (filter: ClientsFilter) =>
  queryOptions({
    queryKey: ["clients", filter],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<{ items: Client[]; next: string | null }>("/api/clients", filter, signal),
  });
