import { FILTERS, type PaymentsSearch } from "../app/search";

/** The address without a filter, and so from the newest. */
export function withoutFilter<T extends PaymentsSearch>(search: T): T {
  const kept = { ...search };
  for (const name of [...FILTERS, "cursor"] as const) delete kept[name];
  return kept;
}
