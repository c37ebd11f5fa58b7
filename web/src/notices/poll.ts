import type { Delivery } from "../api/types";

const SOON_MS = 4_000;
const LATER_MS = 30_000;
const SELDOM_MS = 300_000;
/** An attempt that is due begins within a minute; what is overdue for longer is no longer waited for eagerly. */
const PATIENCE_MS = 120_000;

/** When to look again, while something is on its way; false where nothing is. */
export function pollOf(deliveries: readonly Delivery[]): number | false {
  const waits = deliveries.flatMap((delivery) => waitOf(delivery));
  return waits.length === 0 ? false : Math.min(...waits);
}

function waitOf({ resending, state, next_attempt_at: due }: Delivery): number[] {
  if (resending) return [SOON_MS];
  if (state !== "pending" || due == null) return [];
  const ahead = Date.parse(due) - Date.now();
  if (ahead < -PATIENCE_MS) return [LATER_MS];
  return [Math.min(Math.max(ahead, SOON_MS), SELDOM_MS)];
}
