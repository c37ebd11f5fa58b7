// What a person may do, as the API decides it (domain/permission.rs): only for what to show. The API decides anew.
import type { Session } from "../api/types";

export type Permission = "refund" | "capture" | "settings";

const BY_ROLE: Record<string, Permission[]> = {
  owner: ["refund", "capture", "settings"],
  manager: ["refund", "capture", "settings"],
  payments_operator: ["refund", "capture"],
};

export function may(session: Session, permission: Permission): boolean {
  return (BY_ROLE[session.role] ?? []).includes(permission) || session.permissions.includes(permission);
}
