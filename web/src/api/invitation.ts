import { queryOptions } from "@tanstack/react-query";
import { send } from "./client";
import { remember } from "./session";
import type { Session } from "./types";

export interface Invitation {
  /** Null: to the platform's operators. */
  organisation: { name: string } | null;
  email: string;
  role: string | null;
  /** Whether a person with this e-mail exists already. */
  known: boolean;
}

export interface AcceptBody {
  login?: string;
  name?: string;
  password?: string;
  language?: string;
}

export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ["invitation", token],
    queryFn: ({ signal }) => send<Invitation>("POST", "/api/auth/invitation", { body: { token }, signal }),
  });

/** For a new person what they chose; for a known one, who must be signed in, nothing. */
export async function acceptInvitation(token: string, body: AcceptBody): Promise<Session> {
  return remember(await send<Session>("POST", "/api/auth/invitation/accept", { body: { token, ...body } }));
}
