import { infiniteQueryOptions, keepPreviousData, queryOptions, type QueryClient } from "@tanstack/react-query";
import type { Money } from "./manual-systems";
import { get, part, post } from "./plain";
import type { Mode } from "./types";

/** Who buys, in one mode. Number 0 is the manual account, which stands for anyone. */
export interface Client {
  number: number;
  name: string;
  email: string | null;
  phone: string | null;
  /** The client in the organisation's own system. */
  label: string | null;
  language: string;
  is_manual_account: boolean;
  created_at: string;
  /** When something last happened with them. */
  active_at: string;
}

/** With what was ordered and paid in a mode. */
export interface ClientDetail extends Client {
  orders_count: number;
  /** By currency. */
  paid: Money[];
}

export interface ClientBody {
  name?: string;
  email?: string | null;
  phone?: string | null;
  label?: string | null;
  language?: string;
}

export interface TimelineEntry {
  entry: number;
  at: string;
  kind: string;
  /** The order that it is about. */
  order: number | null;
  /** Of a status: what it was, and what it became. */
  before: string | null;
  after: string | null;
  /** Of a note. */
  text: string | null;
  actor: string;
}

interface Page<Item> {
  items: Item[];
  next: string | null;
}

export interface ClientsFilter {
  mode: Mode;
  q?: string;
  limit: number;
  cursor?: string;
}

export const clientsQuery = (filter: ClientsFilter) =>
  queryOptions({
    queryKey: ["clients", filter],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<Page<Client>>("/api/clients", filter, signal),
  });

const pathOf = (number: number) => `/api/clients/${part(number)}`;

export const clientQuery = (mode: Mode, number: number) =>
  queryOptions({
    queryKey: ["client", mode, number],
    queryFn: ({ signal }) => get<ClientDetail>(pathOf(number), { mode }, signal),
  });

/** What happened with a client in a mode, the newest first. */
export const timelineQuery = (mode: Mode, number: number) =>
  infiniteQueryOptions({
    queryKey: ["timeline", mode, number],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      get<Page<TimelineEntry>>(`${pathOf(number)}/timeline`, { mode, limit: 25, ...(pageParam !== undefined && { cursor: pageParam }) }, signal),
    getNextPageParam: (last) => last.next ?? undefined,
  });

export const createClient = (mode: Mode, body: ClientBody, key: string) => post<Client>("/api/clients", body, { query: { mode }, key });
export const changeClient = (mode: Mode, number: number, body: ClientBody) => post<Client>(pathOf(number), body, { query: { mode } });
export const addNote = (mode: Mode, number: number, text: string, key: string) =>
  post<unknown>(`${pathOf(number)}/notes`, { text }, { query: { mode }, key });

/** What a client is seen in. */
export async function refreshClients(client: QueryClient): Promise<void> {
  await Promise.all(["clients", "client", "timeline", "orders", "order-payments"].map((name) => client.invalidateQueries({ queryKey: [name] })));
}
