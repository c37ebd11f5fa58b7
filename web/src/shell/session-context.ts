// The session, for everything inside the shell: there is one, or the shell would not be shown.
import { createContext, useContext } from "react";
import type { Mode, Session } from "../api/types";

export interface Signed {
  session: Session;
  mode: Mode;
}

export const SignedContext = createContext<Signed | null>(null);

export function useSigned(): Signed {
  const signed = useContext(SignedContext);
  if (signed === null) throw new Error("useSigned outside of the shell");
  return signed;
}

/** The zone that times are shown in: the person's own where they chose one, else the organisation's. */
export function useZone(): string {
  const { person, organisation } = useSigned().session;
  return person.time_zone || organisation?.time_zone || "UTC";
}
