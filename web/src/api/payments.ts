import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "./client";
import type { Mode } from "./types";

export interface PaymentsFilter {
  mode: Mode;
  limit: number;
  cursor?: string;
  status?: string;
  order?: string;
  label?: string;
}

export const paymentsQuery = (filter: PaymentsFilter) =>
  queryOptions({
    queryKey: ["payments", filter],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => unwrap(api.GET("/api/payments", { params: { query: filter }, signal })),
  });

export const paymentQuery = (number: number) =>
  queryOptions({
    queryKey: ["payment", number],
    queryFn: ({ signal }) => unwrap(api.GET("/api/payments/{number}", { params: { path: { number } }, signal })),
  });
