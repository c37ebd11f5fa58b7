import { keepPreviousData, queryOptions, type QueryClient } from "@tanstack/react-query";
import { api, csrfHeader, unwrap } from "./client";
import type { Mode, ResendBody, Resent } from "./types";

export interface DeliveriesFilter {
  mode: Mode;
  status?: string;
  endpoint?: number;
  event_type?: string;
  number?: number;
  from?: string;
  to?: string;
}

export interface DeliveriesPageFilter extends DeliveriesFilter {
  limit: number;
  cursor?: string;
}

export const deliveriesQuery = (filter: DeliveriesPageFilter) =>
  queryOptions({
    queryKey: ["postbacks", filter],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => unwrap(api.GET("/api/postbacks", { params: { query: filter }, signal })),
  });

export const deliveryQuery = (endpoint: number, event: string) =>
  queryOptions({
    queryKey: ["postback", endpoint, event],
    queryFn: ({ signal }) => unwrap(api.GET("/api/postbacks/{endpoint}/{event}", { params: { path: { endpoint, event } }, signal })),
  });

/** Has postbacks sent again, beside their schedule. Answers how many, and where to go on. */
export function resend(body: ResendBody): Promise<Resent> {
  return unwrap(api.POST("/api/postbacks/resend", { params: { header: csrfHeader() }, body }));
}

/** What a delivery is seen in. */
export async function refreshNotices(client: QueryClient): Promise<void> {
  const seenIn = ["postbacks", "postback", "payment", "payments", "endpoints"];
  await Promise.all(seenIn.map((name) => client.invalidateQueries({ queryKey: [name] })));
}
