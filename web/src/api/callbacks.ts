import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "./client";
import type { Mode } from "./types";

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
