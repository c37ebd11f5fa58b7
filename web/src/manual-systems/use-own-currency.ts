import { useQuery } from "@tanstack/react-query";
import { organisationQuery } from "../api/organisation";

/** The organisation's own currency, for fields to begin with; roubles until it is known. */
export function useOwnCurrency(): string {
  return useQuery({ ...organisationQuery, staleTime: 5 * 60_000 }).data?.currency || "RUB";
}
