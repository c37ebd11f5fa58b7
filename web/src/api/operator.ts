import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Organisation } from "./organisation";
import type { Invitation } from "./people";
import { get, part, post } from "./plain";
import type { Fee, Terminal } from "./terminals";

/** A terminal in the list of organisations. */
export type OrganisationTerminal = Pick<Terminal, "terminal" | "acquirer" | "kind" | "mode" | "status"> & { fees: Fee[] };

export interface OrganisationRow {
  number: number;
  slug: string;
  name: string;
  legal_name: string;
  status: Organisation["status"];
  registered_at: string;
  response_url: string;
  terminals: OrganisationTerminal[];
}

export interface NewOrganisation {
  slug: string;
  name: string;
  legal_name: string;
  owner_email: string;
  currency: string;
  language: string;
  time_zone: string;
}

export interface Operator {
  id: number;
  name: string;
  login: string;
  email: string | null;
  status: "active" | "disabled";
  second_factor: boolean;
  last_seen_at: string | null;
}

export interface OrganisationsFilter {
  status?: string;
  q?: string;
  limit: number;
  cursor?: string;
}

export const organisationsQuery = (filter: OrganisationsFilter) =>
  queryOptions({
    queryKey: ["organisations", filter],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<{ items: OrganisationRow[]; next: string | null }>("/api/organisations", filter, signal),
  });

const pathOf = (slug: string) => `/api/organisations/${part(slug)}`;

export const oneOrganisationQuery = (slug: string) =>
  queryOptions({
    queryKey: ["organisations", "one", slug],
    queryFn: ({ signal }) => get<Organisation>(pathOf(slug), {}, signal),
  });

export const createOrganisation = (body: NewOrganisation) => post<{ organisation: Organisation; invitation: Invitation }>("/api/organisations", body);
export const changeOrganisationOf = (slug: string, body: object) => post<Organisation>(pathOf(slug), body);
export const switchOrganisation = (slug: string, status: Organisation["status"], reason: string) => post<unknown>(`${pathOf(slug)}/status`, { status, reason });
/** For an hour; told to the organisation's journal. */
export const visitOrganisation = (slug: string, role: "manager" | "viewer", reason: string) => post<unknown>(`${pathOf(slug)}/visit`, { role, reason });

export const operatorsQuery = queryOptions({
  queryKey: ["operators"],
  queryFn: ({ signal }) => get<{ items: Operator[] }>("/api/operators", {}, signal),
});

export const inviteOperator = (email: string) => post<unknown>("/api/operators/invitations", { email });
/** For an organisation that has no owner yet: a letter lost, an invitation expired. */
export const inviteOwner = (slug: string, email: string) => post<unknown>(`${pathOf(slug)}/owner`, { email });
export const switchOperator = (id: number, status: Operator["status"]) => post<unknown>(`/api/operators/${part(id)}/status`, { status });

/** What is kept encrypted, by the route that encrypts it anew. */
export const REENCRYPTED = {
  second_factors: "/api/auth/reencrypt",
  terminals: "/api/terminals/reencrypt",
  endpoints: "/api/endpoints/reencrypt",
} as const;

export type Reencrypted = keyof typeof REENCRYPTED;

/** One round of at most 200. */
export const reencrypt = (of: Reencrypted) => post<{ done: number; left: number }>(REENCRYPTED[of]);
