//! Spring eCom's order statuses. The pages of its guide that list them ("Возможные статусы", page 36) are published nowhere;
//! the words are those of its nearest published relative, Halyk ePay (`statusName` of epayment.kz/en-US/docs/check-status-payment),
//! after the table of wire-formats.md section 8. "Successful payment" is the cabinet's own word for what may be cancelled
//! (docs.jpay.jysanbank.kz/en/sections).

use super::{Facts, MoneyState};

words! {
    /// Status of an order.
    pub enum SpringStatus {
        /// Registered; not paid.
        New = "NEW", "New", "Новый";
        /// Held until confirmed.
        Auth = "AUTH", "Authorised, awaiting confirmation", "Авторизован, ждёт подтверждения";
        /// Paid.
        Charge = "CHARGE", "Successful payment", "Успешный платеж";
        /// Given back in full.
        Refund = "REFUND", "Refunded", "Возвращён";
        /// Called off before it was paid or confirmed.
        Cancel = "CANCEL", "Cancelled", "Отменён";
        /// Did not work, without the bank having said no.
        Failed = "FAILED", "Failed", "Не выполнен";
        /// The bank said no.
        Reject = "REJECT", "Rejected by the bank", "Отклонён банком";
    }
}

/// Spring's word. A cancellation of a paid order is an application until the bank has approved it, so a refund in progress is
/// still charged; so is an order of which a part was given back. An expiry cancels (SPR-04).
#[must_use]
pub const fn status(facts: &Facts) -> SpringStatus {
    match facts.money {
        MoneyState::Created | MoneyState::Awaiting => SpringStatus::New,
        MoneyState::Authorised => SpringStatus::Auth,
        MoneyState::Captured | MoneyState::Refunding | MoneyState::PartiallyRefunded => SpringStatus::Charge,
        MoneyState::Refunded => SpringStatus::Refund,
        MoneyState::Cancelled | MoneyState::Expired => SpringStatus::Cancel,
        MoneyState::Failed if facts.declined => SpringStatus::Reject,
        MoneyState::Failed => SpringStatus::Failed,
    }
}
