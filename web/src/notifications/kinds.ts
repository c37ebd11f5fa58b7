/** Every kind of notification that is written today: where each is, is found by `INSERT INTO notification`. */
export const NOTIFICATION_KINDS = [
  "refund_stuck", "refund_refused", "capture_refused", "void_refused", "dispute_opened", "beyond_bounds", "card_limit", "limit_reached", "deadline_near",
  "callback_late", "callback_surplus", "callback_mismatch", "callback_unmatched", "callback_contradicted", "register_differs",
  "postback_exhausted", "endpoint_failing", "endpoint_breaker_open", "endpoint_disabled", "new_sign_in",
] as const;
