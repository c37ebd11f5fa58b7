import type { Order } from "../api/orders";

/** By what an order was or is to be paid: each way once. */
export function waysText({ payments }: Pick<Order, "payments">): string {
  return [...new Set(payments.flatMap(({ system }) => (system === null ? [] : [system.name])))].join(", ");
}
