import { queryOptions } from "@tanstack/react-query";
import { get, post } from "./plain";

/** What one unit of a currency was worth in another on a day. */
export interface Rate {
  base: string;
  quote: string;
  /** Who says so: a bank's name, or `operator`. */
  source: string;
  day: string;
  rate: string;
  at: string;
  actor: string;
}

export interface RatesFilter {
  day?: string;
  base?: string;
  quote?: string;
}

export const ratesQuery = (filter: RatesFilter) =>
  queryOptions({
    queryKey: ["rates", filter],
    queryFn: ({ signal }) => get<{ items: Rate[]; next?: string | null }>("/api/rates", filter, signal),
  });

export const enterRate = (body: Pick<Rate, "base" | "quote" | "day" | "rate">, key: string) => post<unknown>("/api/rates", body, { key });
