// A limit's bounds as they are typed; an empty field is no bound.
import type { TFunction } from "i18next";
import type { Limit, LimitBounds } from "../api/limits";
import { readDecimal } from "../format/minor.ts";
import { type Bound, BOUNDS, isCount } from "./bound-text.ts";

export type TypedBounds = Record<Bound, string>;

export const NO_BOUNDS: TypedBounds = { minimum: "", maximum: "", day_sum: "", day_count: "", month_sum: "", month_count: "" };

export function typedBounds(limit: Limit): TypedBounds {
  return Object.fromEntries(BOUNDS.map((bound) => [bound, limit[bound] === null ? "" : String(limit[bound])])) as TypedBounds;
}

export function boundsOf(typed: TypedBounds): LimitBounds {
  const read = (bound: Bound) => {
    const text = readDecimal(typed[bound]);
    if (text === "") return null;
    return isCount(bound) ? Number(text) : text;
  };
  return Object.fromEntries(BOUNDS.map((bound) => [bound, read(bound)])) as unknown as LimitBounds;
}

/** Only what is typed: the bounds that several limits are to have in common. */
export function typedOnly(typed: TypedBounds): Partial<LimitBounds> {
  return Object.fromEntries(Object.entries(boundsOf(typed)).filter(([, value]) => value !== null));
}

/** What is wrong with bounds as typed. */
export function boundFaults(typed: TypedBounds, t: TFunction): Map<string, string> {
  const faults = new Map<string, string>();
  for (const bound of BOUNDS) {
    const text = readDecimal(typed[bound]);
    if (text === "") continue;
    if (isCount(bound) && !/^\d{1,9}$/.test(text)) faults.set(bound, t("fault.count_malformed"));
    if (!isCount(bound) && !/^\d{1,15}(\.\d{1,4})?$/.test(text)) faults.set(bound, t("fault.amount_malformed"));
  }
  if (faults.size === 0 && BOUNDS.every((bound) => typed[bound].trim() === "")) faults.set("maximum", t("fault.bound_missing"));
  const [minimum, maximum] = [readDecimal(typed.minimum), readDecimal(typed.maximum)];
  if (faults.size === 0 && minimum !== "" && maximum !== "" && Number(minimum) > Number(maximum)) faults.set("maximum", t("fault.maximum_below_minimum"));
  return faults;
}
