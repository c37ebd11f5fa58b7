import type { Order } from "../api/orders";

/** Whether a further manual payment can be recorded of an order: nothing of it is paid or under way. An invoice is paid by the
 *  invoice's own payment. The API decides anew. */
export function takesPayment({ source, status, payments }: Pick<Order, "source" | "status" | "payments">): boolean {
  if (source === "invoice") return false;
  if (status === "rejected") return true;
  return status === "open" && payments.every(({ manual }) => manual === null || manual.state !== "open");
}
