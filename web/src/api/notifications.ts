import { keepPreviousData, queryOptions, type QueryClient } from "@tanstack/react-query";
import { send } from "./client";

export interface Notification {
  id: string | number;
  kind: string;
  /** "payment:7", "endpoint:2": what it is about. */
  subject: string;
  created_at: string;
  read: boolean;
}

export interface Notifications {
  items: Notification[];
  next: string | null;
  /** Counted up to 100. */
  unread: number;
}

export interface NotificationsFilter {
  unread?: boolean;
  limit: number;
  cursor?: string;
}

export const notificationsQuery = (filter: NotificationsFilter) =>
  queryOptions({
    queryKey: ["notifications", filter],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => send<Notifications>("GET", "/api/notifications", { query: { ...filter }, signal }),
  });

/** How many are unread: for the header. */
export const unreadQuery = queryOptions({
  queryKey: ["notifications", "unread"],
  queryFn: ({ signal }) => send<Notifications>("GET", "/api/notifications", { query: { unread: true, limit: 1 }, signal }),
});

export async function readNotifications(which: { ids: Notification["id"][] } | { all: true }): Promise<void> {
  await send("POST", "/api/notifications/read", { body: which });
}

export function refreshNotifications(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: ["notifications"] });
}

/** The kinds that the person wants by e-mail, in this organisation. */
export const mailKindsQuery = queryOptions({
  queryKey: ["mail-kinds"],
  queryFn: ({ signal }) => send<{ kinds: string[] }>("GET", "/api/notifications/mail", { signal }),
});

export async function chooseMailKinds(kinds: string[]): Promise<void> {
  await send("POST", "/api/notifications/mail", { body: { kinds } });
}
