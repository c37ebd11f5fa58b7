// What people do with a payment. Each of these carries the session's CSRF token; those that move money a key
// by which a repetition is known, too.
import type { QueryClient } from "@tanstack/react-query";
import { api, csrfHeader, unwrap } from "./client";
import type { MoneyOperation, OperateRequest } from "./types";

export type OperationKind = "capture" | "cancel" | "refund";

/** Asks for money to be moved. The same key and body move it once, however often they are sent. */
export function operate(kind: OperationKind, number: number, body: OperateRequest, key: string): Promise<MoneyOperation> {
  const options = { params: { path: { number }, header: { ...csrfHeader(), "Idempotency-Key": key } }, body };
  if (kind === "capture") return unwrap(api.POST("/api/payments/{number}/capture", options));
  if (kind === "cancel") return unwrap(api.POST("/api/payments/{number}/cancel", options));
  return unwrap(api.POST("/api/payments/{number}/refunds", options));
}

/** Has the bank asked now what became of an undecided operation. */
export function askBank(number: number, operation: number): Promise<MoneyOperation> {
  const params = { path: { number, operation }, header: csrfHeader() };
  return unwrap(api.POST("/api/payments/{number}/operations/{operation}/ask", { params }));
}

/** Records a refund that the bank refused, or never decided, as done by other means. */
export function recordDone(number: number, operation: number, evidence: string): Promise<MoneyOperation> {
  const params = { path: { number, operation }, header: csrfHeader() };
  return unwrap(api.POST("/api/payments/{number}/operations/{operation}/record", { params, body: { evidence } }));
}

/** Clears the mark that asks for attention. */
export async function settleAttention(number: number, reason: string): Promise<void> {
  await unwrap(api.POST("/api/payments/{number}/attention", { params: { path: { number }, header: csrfHeader() }, body: { reason } }));
}

/** What a moved amount is seen in. */
export async function refreshMoney(client: QueryClient): Promise<void> {
  const seenIn = ["payment", "payments", "callbacks", "balances", "imbalances", "manual-payment", "orders", "order-payments", "clients", "client", "timeline", "invoices"];
  await Promise.all(seenIn.map((name) => client.invalidateQueries({ queryKey: [name] })));
}
