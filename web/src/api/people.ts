import { queryOptions } from "@tanstack/react-query";
import { get, part, post } from "./plain";

export interface Member {
  id: number;
  name: string;
  login: string;
  email: string | null;
  phone: string | null;
  role: string;
  /** Beyond the role. */
  permissions: string[];
  status: "active" | "disabled";
  second_factor: boolean;
  last_seen_at: string | null;
  joined_at: string;
}

export interface Invitation {
  id: number;
  email: string;
  /** Null for an operator of the platform. */
  role: string | null;
  permissions: string[];
  /** A name; null where nobody of the cabinet did. */
  invited_by: string | null;
  created_at: string;
  expires_at: string;
  state: "open" | "accepted" | "expired" | "revoked";
}

export const peopleQuery = queryOptions({
  queryKey: ["people"],
  queryFn: ({ signal }) => get<{ items: Member[] }>("/api/people", {}, signal),
});

/** Into the organisation, or among the operators of the platform. */
export type InvitedTo = "organisation" | "platform";

const INVITATIONS = { organisation: "/api/invitations", platform: "/api/operators/invitations" } as const;

export const invitationsQuery = (to: InvitedTo) =>
  queryOptions({
    queryKey: ["invitations", to],
    queryFn: ({ signal }) => get<{ items: Invitation[] }>(INVITATIONS[to], {}, signal),
  });

export const changeMember = (id: number, body: { role?: string; permissions?: string[] }) => post<unknown>(`/api/people/${part(id)}`, body);
export const switchMember = (id: number, status: Member["status"]) => post<unknown>(`/api/people/${part(id)}/status`, { status });

export const invite = (body: { email: string; role: string; permissions: string[] }) => post<Invitation>("/api/invitations", body);
export const revokeInvitation = (to: InvitedTo, id: number) => post<unknown>(`${INVITATIONS[to]}/${part(id)}/revoke`);
/** With a new token: the letter before opens nothing any more. */
export const resendInvitation = (to: InvitedTo, id: number) => post<unknown>(`${INVITATIONS[to]}/${part(id)}/resend`);
