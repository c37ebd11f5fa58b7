import type { Delivery } from "../api/types";

const SOON_MS = 5_000;
const LATER_MS = 30_000;
const SELDOM_MS = 300_000;
/** An attempt begins within a minute of its time, and while it is under way the next is put off by a minute and a half. */
const NEAR_MS = 120_000;

/** When to look again, while something is on its way; false where nothing is. */
export function pollOf(deliveries: readonly Delivery[]): number | false {
  const waits = deliveries.flatMap((delivery) => waitOf(delivery));
  return waits.length === 0 ? false : Math.min(...waits);
}

function waitOf({ resending, state, next_attempt_at: due }: Delivery): number[] {
  if (resending) return [SOON_MS];
  if (state !== "pending" || due == null) return [];
  const ahead = Date.parse(due) - Date.now();
  if (Math.abs(ahead) <= NEAR_MS) return [SOON_MS];
  // What is overdue for longer is no longer waited for eagerly.
  return [ahead < 0 ? LATER_MS : Math.min(ahead - NEAR_MS + SOON_MS, SELDOM_MS)];
}
