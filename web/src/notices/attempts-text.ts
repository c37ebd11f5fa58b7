import type { Delivery } from "../api/types";

/** How many attempts the schedule has (domain/postback/schedule.rs). */
const ATTEMPTS_MAX = 50;

/** "3/50", and the resends beside them: "3/50 +1". */
export function attemptsText({ attempts_made: made, tries }: Delivery): string {
  const resends = Math.max(tries - made, 0);
  return `${made}/${ATTEMPTS_MAX}${resends > 0 ? ` +${resends}` : ""}`;
}
