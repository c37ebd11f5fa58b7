// What each role gives (domain/permission.rs): shown beside what can be given beyond it. The API decides.
import { type Permission, PERMISSIONS } from "../app/permission.ts";

/** In the order of what they may. */
export const ROLES = ["owner", "manager", "accountant", "payments_operator", "viewer"] as const;
export type Role = (typeof ROLES)[number];

const GIVEN: Record<Role, readonly Permission[]> = {
  owner: PERMISSIONS,
  manager: ["refund", "capture", "payout_create", "payout_approve", "manual_payments", "reports", "settings", "journal"],
  accountant: ["payout_create", "reports"],
  payments_operator: ["refund", "capture", "manual_payments"],
  viewer: [],
};

export function givenBy(role: string): readonly Permission[] {
  return GIVEN[role as Role] ?? [];
}

/** What is given beyond the role: what the role gives already is not said twice. */
export function beyond(role: string, permissions: readonly string[]): string[] {
  const given: readonly string[] = givenBy(role);
  return permissions.filter((permission) => !given.includes(permission));
}

/** The roles that somebody may give: nobody gives what they have not themselves, and only an owner makes an owner. */
export function rolesFor(own: { role?: string | null; permissions: readonly string[] }): Role[] {
  if (own.role === "owner") return [...ROLES];
  return ROLES.filter((role) => role !== "owner" && givenBy(role).every((permission) => own.permissions.includes(permission)));
}
