// What a person may do, as the API decides it (domain/permission.rs): only for what to show. The API decides anew.
import type { Session } from "../api/types";

export const PERMISSIONS = [
  "refund", "capture", "payout_create", "payout_approve", "manual_payments", "reports", "settings", "people", "journal",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export function may(session: Session, permission: Permission): boolean {
  return session.permissions.includes(permission);
}
