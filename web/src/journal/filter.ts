import type { JournalFilter } from "../api/journal";
import { JOURNAL_FILTERS, type JournalSearch } from "../app/search";
import { dayAfter, startOfDay } from "../format/day";

/** What the address says, as the API takes it: days become the moments at which they begin and end in the zone. */
export function filterOf({ from, to, actor, action, subject, q }: JournalSearch, zone: string): JournalFilter {
  return {
    ...(from !== undefined && { from: startOfDay(from, zone) }),
    ...(to !== undefined && { to: startOfDay(dayAfter(to), zone) }),
    ...(actor !== undefined && { actor }),
    ...(action !== undefined && { action }),
    ...(subject !== undefined && { subject }),
    ...(q !== undefined && { q }),
  };
}

export const isFiltered = (search: JournalSearch) => JOURNAL_FILTERS.some((name) => search[name] !== undefined);

/** The address without a filter, and so from the newest. */
export function withoutFilter<T extends JournalSearch>(search: T): T {
  const kept = { ...search };
  for (const name of [...JOURNAL_FILTERS, "cursor", "open"] as const) delete kept[name];
  return kept;
}
