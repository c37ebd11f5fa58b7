import { todayIn, yearBefore } from "../format/day";
import { useSigned } from "../shell/session-context";

export interface PayDays {
  first: string;
  last: string;
}

/** The days on which a manual payment may have been made: a year up to today, in the organisation's zone. */
export function usePayDays(): PayDays {
  const { organisation } = useSigned().session;
  const last = todayIn(organisation?.time_zone ?? "UTC");
  return { first: yearBefore(last), last };
}
