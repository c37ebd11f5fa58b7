import { queryOptions } from "@tanstack/react-query";
import { get, part, post } from "./plain";
import type { Mode } from "./types";

/** What a secret key may be allowed (domain/permission.rs). */
export const KEY_PERMISSIONS = ["read", "payments", "capture", "refund", "postbacks", "sales", "manual_payments"] as const;

export interface ApiKey {
  prefix: string;
  kind: "secret" | "widget";
  mode: Mode;
  name: string;
  permissions: string[];
  created_at: string;
  expires_at: string | null;
  revoked_at: string | null;
  last_used_at: string | null;
  /** The key that takes its place. */
  rotated_to: string | null;
  state: "live" | "expiring" | "expired" | "revoked";
}

/** The secret comes this once: a key's own, or what widget requests are signed with. */
export interface ShownKey {
  key: ApiKey;
  secret?: string;
  signing_secret?: string;
}

export interface NewKey {
  kind: ApiKey["kind"];
  mode: Mode;
  name: string;
  permissions?: string[];
  expires_at?: string;
}

export const keysQuery = (mode: Mode) =>
  queryOptions({
    queryKey: ["keys", mode],
    queryFn: ({ signal }) => get<{ items: ApiKey[] }>("/api/keys", { mode }, signal),
  });

const pathOf = (prefix: string) => `/api/keys/${part(prefix)}`;

export const createKey = (body: NewKey) => post<ShownKey>("/api/keys", body);
export const changeKey = (prefix: string, body: { name?: string; permissions?: string[] }) => post<ApiKey>(pathOf(prefix), body);
/** Both are taken for so many hours. */
export const rotateKey = (prefix: string, overlap_hours: number) => post<ShownKey>(`${pathOf(prefix)}/rotate`, { overlap_hours });
export const revokeKey = (prefix: string) => post<unknown>(`${pathOf(prefix)}/revoke`);
