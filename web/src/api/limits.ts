import { queryOptions } from "@tanstack/react-query";
import { get, post } from "./plain";
import type { Mode } from "./types";

export const LIMIT_SCOPES = ["organisation", "terminal", "payer", "card"] as const;
export type LimitScope = (typeof LIMIT_SCOPES)[number];

/** Amounts of the currency, and numbers of payments; null: no limit. */
export interface LimitBounds {
  minimum: string | null;
  maximum: string | null;
  day_sum: string | null;
  day_count: number | null;
  month_sum: string | null;
  month_count: number | null;
}

export interface LimitUse {
  day_sum: string;
  day_count: number;
  month_sum: string;
  month_count: number;
}

export interface Limit extends LimitBounds {
  scope: LimitScope;
  terminal: string | null;
  currency: string;
  set_by: "operator" | "organisation";
  /** Null for payers and cards: each uses its own. */
  used: LimitUse | null;
}

/** Which limit is meant: there is one of each setter. */
export interface LimitOf {
  mode: Mode;
  scope: LimitScope;
  terminal?: string;
  currency: string;
}

export const limitsQuery = (mode: Mode) =>
  queryOptions({
    queryKey: ["limits", mode],
    queryFn: ({ signal }) => get<{ items: Limit[] }>("/api/limits", { mode }, signal),
  });

/** Makes the limit, or replaces it whole. */
export const setLimit = (of: LimitOf, bounds: LimitBounds) => post<unknown>("/api/limits", { ...of, ...bounds });
export const deleteLimit = (of: LimitOf) => post<unknown>("/api/limits/delete", of);
