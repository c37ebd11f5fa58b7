import type { OrdersFilter } from "../api/orders";
import type { Mode } from "../api/types";
import { PAGE_SIZE_DEFAULT, SALES_FILTERS, type SalesSearch } from "../app/search.ts";

/** What the address says, as the API takes it. */
export function filterOf(search: SalesSearch, mode: Mode): OrdersFilter {
  const { limit = PAGE_SIZE_DEFAULT, cursor } = search;
  const set = SALES_FILTERS.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]]));
  return { mode, limit, ...Object.fromEntries(set), ...(cursor !== undefined && { cursor }) };
}

export const isFiltered = (search: SalesSearch) => SALES_FILTERS.some((name) => search[name] !== undefined);

/** The address without a filter, and so from the newest. */
export function withoutFilter<T extends SalesSearch>(search: T): T {
  const kept = { ...search };
  for (const name of [...SALES_FILTERS, "cursor", "open"] as const) delete kept[name];
  return kept;
}

/** The address with another number of rows on a page. */
export function withLimit(limit: number) {
  return ({ cursor: _, ...kept }: SalesSearch) => ({ ...kept, limit: limit === PAGE_SIZE_DEFAULT ? undefined : limit });
}
