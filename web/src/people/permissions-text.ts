import { wordFor } from "../i18n/words";
import { beyond } from "./role-permissions";

/** What somebody may beyond their role, in words. */
export function permissionsText({ role, permissions }: { role: string | null; permissions: readonly string[] }): string {
  return beyond(role ?? "", permissions).map((permission) => wordFor("permission", permission)).join(", ");
}
