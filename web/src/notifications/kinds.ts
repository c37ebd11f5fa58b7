/** The kinds of notifications that a person may have by e-mail (domain/notification.rs). A sign-in from a new browser is told
 *  by a letter of its own, which nobody turns off. */
export const MAIL_KINDS = [
  "refund_stuck", "refund_refused", "capture_refused", "void_refused", "dispute_opened", "beyond_bounds", "card_limit", "limit_reached", "deadline_near", "manual_payment_opened", "manual_payment_due", "invoice_paid_late",
  "callback_late", "callback_surplus", "callback_mismatch", "callback_unmatched", "callback_contradicted", "register_differs",
  "postback_exhausted", "endpoint_failing", "endpoint_breaker_open", "endpoint_disabled",
] as const;
