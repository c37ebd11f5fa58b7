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
  invited_by: string;
  created_at: string;
  expires_at: string;
  state: "open" | "accepted" | "expired" | "revoked";
}

export const peopleQuery = queryOptions({
  queryKey: ["people"],
  queryFn: ({ signal }) => get<{ items: Member[] }>("/api/people", {}, signal),
});

export const invitationsQuery = queryOptions({
  queryKey: ["invitations"],
  queryFn: ({ signal }) => get<{ items: Invitation[] }>("/api/invitations", {}, signal),
});

export const changeMember = (id: number, body: { role?: string; permissions?: string[] }) => post<unknown>(`/api/people/${part(id)}`, body);
export const switchMember = (id: number, status: Member["status"]) => post<unknown>(`/api/people/${part(id)}/status`, { status });

export const invite = (body: { email: string; role: string; permissions: string[] }) => post<Invitation>("/api/invitations", body);
export const revokeInvitation = (id: number) => post<unknown>(`/api/invitations/${part(id)}/revoke`);
/** With a new token: the letter before opens nothing any more. */
export const resendInvitation = (id: number) => post<unknown>(`/api/invitations/${part(id)}/resend`);
