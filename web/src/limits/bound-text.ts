import type { TFunction } from "i18next";
import type { Limit } from "../api/limits";
import { formatMoney } from "../format/money.ts";

export const BOUNDS = ["minimum", "maximum", "day_sum", "day_count", "month_sum", "month_count"] as const;
export type Bound = (typeof BOUNDS)[number];

/** Bounds of one operation are not used up; the others are. */
export type CountedBound = Exclude<Bound, "minimum" | "maximum">;

export const isCount = (bound: Bound) => bound === "day_count" || bound === "month_count";
export const isCounted = (bound: Bound): bound is CountedBound => bound !== "minimum" && bound !== "maximum";

/** "1,200.00 of 5,000.00 RUB", or the bound alone; empty where there is none. */
export function boundText(limit: Limit, bound: Bound, language: string, t: TFunction): string {
  const most = limit[bound];
  if (most === null) return "";
  const show = (value: string | number) => (isCount(bound) ? String(value) : formatMoney(String(value), limit.currency, language));
  if (!isCounted(bound) || limit.used === null) return show(most);
  return t("limits.used_of", { used: show(limit.used[bound]), of: show(most) });
}
