import { queryOptions } from "@tanstack/react-query";
import { send } from "./client";
import { remember } from "./session";
import type { Session } from "./types";

export interface ProfileBody {
  name?: string;
  language?: string;
  /** Empty: the organisation's. */
  time_zone?: string;
}

export interface ContactsBody {
  login?: string;
  email?: string;
  phone?: string;
}

/** A sign-in that is still open. */
export interface OpenSession {
  session_id: string;
  address: string;
  agent: string;
  created_at: string;
  seen_at: string;
  expires_at: string;
  /** The one that asks. */
  current: boolean;
}

export async function changeProfile(body: ProfileBody): Promise<Session> {
  return remember(await send<Session>("POST", "/api/auth/profile", { body }));
}

export async function changeContacts(body: ContactsBody): Promise<Session> {
  return remember(await send<Session>("POST", "/api/auth/profile/contacts", { body }));
}

/** Ends the person's other sessions too. */
export async function changePassword(body: { old: string; new: string }): Promise<void> {
  await send("POST", "/api/auth/password", { body });
}

export const openSessionsQuery = queryOptions({
  queryKey: ["open-sessions"],
  queryFn: ({ signal }) => send<{ items: OpenSession[] }>("GET", "/api/auth/sessions", { signal }),
});

export async function revokeSession(id: string): Promise<void> {
  await send("POST", `/api/auth/sessions/${encodeURIComponent(id)}/revoke`);
}

export async function revokeOtherSessions(): Promise<void> {
  await send("POST", "/api/auth/sessions/revoke-others");
}
