import { useSigned } from "../shell/session-context";

/** The organisation's zone, whatever zone a person has chosen for themselves. */
export function useOrganisationZone(): string {
  return useSigned().session.organisation?.time_zone ?? "UTC";
}
