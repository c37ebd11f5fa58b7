//! What calls for a person's attention.

use crate::permission::named;

named! {
    /// A kind of notification.
    NotificationKind {
        /// A bank told of a success after the payment had ended; booked.
        CallbackLate = "callback_late",
        /// A payment was paid twice; what came second goes back by itself.
        CallbackSurplus = "callback_surplus",
        /// A bank told of another amount or currency than asked for.
        CallbackMismatch = "callback_mismatch",
        /// A bank told of a failure after a success.
        CallbackContradicted = "callback_contradicted",
        /// A bank told of something that fits no payment.
        CallbackUnmatched = "callback_unmatched",
        /// What a bank says has happened goes beyond what the payment holds.
        BeyondBounds = "beyond_bounds",
        /// A card's owner disputes a payment at their bank.
        DisputeOpened = "dispute_opened",
        /// A bank refused a capture.
        CaptureRefused = "capture_refused",
        /// A bank refused to release a hold.
        VoidRefused = "void_refused",
        /// A bank refused a refund.
        RefundRefused = "refund_refused",
        /// A bank has not decided a refund for an hour.
        RefundStuck = "refund_stuck",
        /// A notice was tried as often as it is, in vain.
        PostbackExhausted = "postback_exhausted",
        /// Every attempt to an endpoint has failed for three days; after five it is disabled.
        EndpointFailing = "endpoint_failing",
        /// An endpoint fails so often that it is spared for a while.
        EndpointBreakerOpen = "endpoint_breaker_open",
        /// An endpoint was disabled, by its own word (410) or after five days of failures.
        EndpointDisabled = "endpoint_disabled",
        /// A card went over its limit.
        CardLimit = "card_limit",
        /// A limit was reached: a payment or a way to pay was refused.
        LimitReached = "limit_reached",
        /// A bank's register differs from the books.
        RegisterDiffers = "register_differs",
        /// A hold is captured, or released, by itself within a day.
        DeadlineNear = "deadline_near",
        /// A payer says to have paid by a manual system: somebody confirms or rejects it.
        ManualPaymentOpened = "manual_payment_opened",
        /// A manual payment is rejected by itself within three days unless it is confirmed.
        ManualPaymentDue = "manual_payment_due",
        /// An invoice was paid after its time had ended; booked.
        InvoicePaidLate = "invoice_paid_late",
        /// Somebody signed in from a browser not seen before; told to that person alone.
        NewSignIn = "new_sign_in",
    }
}

impl NotificationKind {
    /// Whether a person chooses to get it by e-mail. A new sign-in has a letter of its own, which nobody turns off.
    #[must_use]
    pub fn is_by_choice(self) -> bool {
        self != Self::NewSignIn
    }
}
