// Places that the cabinet sends people to by itself.
import type { Session } from "../api/types";

export const OPERATORS_HOME = "/operator/organisations";
export const SECOND_FACTOR = "/profile/second-factor";

/** Pages outside of the cabinet: nobody needs to be signed in there. */
export function isOutside(pathname: string): boolean {
  return ["/sign-in", "/recovery", "/invitation"].includes(pathname);
}

/** What belongs to the person rather than to an organisation. */
export function isPersonal(pathname: string): boolean {
  return pathname === "/profile" || pathname.startsWith("/profile/");
}

/** Whether the organisation shows itself only after the person has set up a second factor. */
export function demandsSecondFactor({ organisation, person }: Session): boolean {
  return organisation !== null && organisation.second_factor_required && !person.second_factor;
}
