/** How much of a bound is used, from 0 to 1; null where there is no bound, or nothing is counted. */
export function shareOf(used: string | number | undefined, bound: string | number | null): number | null {
  if (bound === null || used === undefined) return null;
  const [part, whole] = [Number(used), Number(bound)];
  if (!Number.isFinite(part) || !Number.isFinite(whole)) return null;
  if (whole <= 0) return 1;
  return Math.min(Math.max(part / whole, 0), 1);
}

/** Where people should take notice. */
export const NEARLY = 0.8;
