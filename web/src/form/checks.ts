// What can be seen to be wrong before anything is sent. The API decides anew.
import type { TFunction } from "i18next";

type Faults = Map<string, string>;

/** What must be filled in and is not. */
export function missing<T extends object>(values: T, names: readonly (keyof T & string)[], t: TFunction): Faults {
  const faults: Faults = new Map();
  for (const name of names) if (String(values[name] ?? "").trim() === "") faults.set(name, t("fault.required"));
  return faults;
}

/** A whole number as typed; null where nothing is. */
export function numberOf(typed: string): number | null {
  return /^\d{1,9}$/.test(typed.trim()) ? Number(typed.trim()) : null;
}

/** Only what differs from what there was; texts without spaces around them. */
export function changesOf<T extends object>(before: T, after: T): Partial<T> {
  const changed = (Object.keys(after) as (keyof T)[]).filter((name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]));
  return Object.fromEntries(changed.map((name) => [name, after[name]])) as Partial<T>;
}

/** Texts without spaces around them. */
export function trimmed<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === "string" ? value.trim() : value])) as T;
}
