import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, csrfHeader, unwrap } from "./client";
import type { CallbackRow, Mode } from "./types";

export interface CallbacksFilter {
  mode: Mode;
  limit: number;
  cursor?: string;
}

export const callbacksQuery = (filter: CallbacksFilter) =>
  queryOptions({
    queryKey: ["callbacks", filter],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => unwrap(api.GET("/api/callbacks", { params: { query: filter }, signal })),
  });

const pathOf = ({ terminal, event_id }: CallbackRow) => ({ terminal, event: event_id });

/** Books a callback on the payment that a person names. Answers what came of it: it may still not fit. */
export async function attachCallback(row: CallbackRow, number: number, reason: string): Promise<string> {
  const params = { path: pathOf(row), header: csrfHeader() };
  const { outcome } = await unwrap(api.POST("/api/callbacks/{terminal}/{event}/attach", { params, body: { number, reason } }));
  return outcome;
}

/** Puts a callback aside: it belongs to nothing of ours. */
export async function dismissCallback(row: CallbackRow, reason: string): Promise<void> {
  const params = { path: pathOf(row), header: csrfHeader() };
  await unwrap(api.POST("/api/callbacks/{terminal}/{event}/dismiss", { params, body: { reason } }));
}
