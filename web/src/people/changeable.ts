import { useCallback } from "react";
import type { Member } from "../api/people";
import { useSigned } from "../shell/session-context";

/** Whether somebody is this person's to change: nobody changes themselves, and only an owner changes an owner. */
export function useChangeable(): (member: Member) => boolean {
  const { session } = useSigned();
  const { role } = session;
  const { login } = session.person;
  return useCallback((member: Member) => member.login !== login && (member.role !== "owner" || role === "owner"), [role, login]);
}
