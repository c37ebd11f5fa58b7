import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "./client";
import type { Mode } from "./types";

export const balancesQuery = (mode: Mode) =>
  queryOptions({
    queryKey: ["balances", mode],
    queryFn: ({ signal }) => unwrap(api.GET("/api/balances", { params: { query: { mode } }, signal })),
  });

/** Rebuilt from every entry there is, so it is not asked for oftener than somebody looks. */
export const imbalancesQuery = queryOptions({
  queryKey: ["imbalances"],
  staleTime: 60_000,
  queryFn: ({ signal }) => unwrap(api.GET("/api/imbalances", { signal })),
});

export const registersQuery = queryOptions({
  queryKey: ["registers"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/registers", { signal })),
});

export const differencesQuery = (terminal: string, register: string) =>
  queryOptions({
    queryKey: ["registers", terminal, register],
    queryFn: ({ signal }) => unwrap(api.GET("/api/registers/{terminal}/{register}", { params: { path: { terminal, register } }, signal })),
  });
