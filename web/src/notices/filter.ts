import type { DeliveriesFilter } from "../api/notices";
import type { Mode } from "../api/types";
import { type DeliveriesSearch, DELIVERY_FILTERS } from "../app/search";
import { dayAfter, startOfDay } from "../format/day";

/** What the address says, as the API takes it: days become the moments at which they begin and end in the organisation's zone. */
export function filterOf(search: DeliveriesSearch, mode: Mode, zone: string): DeliveriesFilter {
  const { status, endpoint, event_type, number, from, to } = search;
  return {
    mode,
    ...(status !== undefined && { status }),
    ...(endpoint !== undefined && { endpoint: Number(endpoint) }),
    ...(event_type !== undefined && { event_type }),
    ...(number !== undefined && { number: Number(number) }),
    ...(from !== undefined && { from: startOfDay(from, zone) }),
    ...(to !== undefined && { to: startOfDay(dayAfter(to), zone) }),
  };
}

export function isFiltered(search: DeliveriesSearch): boolean {
  return DELIVERY_FILTERS.some((name) => search[name] !== undefined);
}

/** Whether the filter says which notices to send again: the API refuses to send everything. */
export function saysWhich({ number, status, endpoint, from }: DeliveriesSearch): boolean {
  return number !== undefined || status !== undefined || (endpoint !== undefined && from !== undefined);
}

/** The address without a filter, and so from the newest. */
export function withoutFilter<T extends DeliveriesSearch>(search: T): T {
  const kept = { ...search };
  for (const name of [...DELIVERY_FILTERS, "cursor"] as const) delete kept[name];
  return kept;
}
