import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "./client";

export interface CallbacksFilter {
  limit: number;
  cursor?: string;
}

export const callbacksQuery = (filter: CallbacksFilter) =>
  queryOptions({
    queryKey: ["callbacks", filter],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => unwrap(api.GET("/api/callbacks", { params: { query: filter }, signal })),
  });
