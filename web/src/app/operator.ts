import type { Session } from "../api/types";

/** Whether the person runs the platform. */
export function isOperator(session: Session): boolean {
  return session.person.kind === "operator";
}
