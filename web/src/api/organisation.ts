import { queryOptions } from "@tanstack/react-query";
import { get, post } from "./plain";

/** The organisation as it sees itself. */
export interface Organisation {
  slug: string;
  name: string;
  legal_name: string;
  email: string;
  contacts: string;
  address: string;
  currency: string;
  site: string;
  response_url: string;
  language: string;
  time_zone: string;
  status: "active" | "disabled";
  sites: string[];
  second_factor_required: boolean;
  payout_url: string;
  /** Days; null: never. */
  payout_idle_days: number | null;
  /** Days; null: never. */
  personal_days: number | null;
  registered_at: string;
}

export type OrganisationChange = Partial<Omit<Organisation, "slug" | "status" | "registered_at">>;

export const organisationQuery = queryOptions({
  queryKey: ["organisation"],
  queryFn: ({ signal }) => get<Organisation>("/api/organisation", {}, signal),
});

export function changeOrganisation(change: OrganisationChange): Promise<Organisation> {
  return post("/api/organisation", change);
}
