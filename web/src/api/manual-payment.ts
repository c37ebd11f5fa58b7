import { queryOptions } from "@tanstack/react-query";
import type { Money } from "./manual-systems";
import type { PaySystem } from "./offers";
import { get, part } from "./plain";
import type { Mode } from "./types";

/** A rate that was used: one of `from` was worth so much of `to`. */
export interface UsedRate {
  from: string;
  to: string;
  rate: string;
  day: string;
  source: string;
}

/** What a manual payment comes to. */
export interface ManualTerms {
  paid: Money;
  commission: Money;
  fixed_fee: Money;
  /** Null where no rate leads to the currency of the income. */
  income: Money | null;
  rates: UsedRate[];
}

/** What the payer said, and what a person made of it. */
export interface ManualTrip {
  attempt: number;
  state: "open" | "resolved" | "rejected";
  price: Money;
  paid_on: string;
  comment: string;
  has_receipt: boolean;
  opened_at: string;
  confirm_by: string;
  reason: "manager" | "expired" | null;
  decided_by: string | null;
  decided_at: string | null;
  decision_comment: string;
  /** As confirmed: what was paid, and when. */
  final: { price: Money; paid_on: string } | null;
  /** While it is open, by the latest rates. */
  estimate?: ManualTerms | null;
  /** Once confirmed, for good. */
  settled?: ManualTerms | null;
}

export interface ManualPayment {
  number: number;
  money: string;
  status: string;
  amount: Money;
  system: Pick<PaySystem, "id" | "name" | "kind"> | null;
  manual: ManualTrip | null;
  created_at: string;
}

const pathOf = (number: number) => `/api/manual-payments/${part(number)}`;

export const manualPaymentQuery = (mode: Mode, number: number) =>
  queryOptions({
    queryKey: ["manual-payment", mode, number],
    queryFn: ({ signal }) => get<ManualPayment>(pathOf(number), { mode }, signal),
  });

/** The file that the payer gave, for a link. */
export const receiptPath = (mode: Mode, number: number) => `${pathOf(number)}/receipt?mode=${mode}`;
