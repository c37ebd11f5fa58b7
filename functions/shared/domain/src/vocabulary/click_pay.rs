//! Click Pay's transaction statuses. Source: sources/click-pay.txt, "Раздел транзакций": Успешно, Возврат, Ошибка (with its
//! reason), Аутентификация. Its API is not public, so the names here are ours, after CLK-03.

use super::{Facts, MoneyState};

words! {
    /// Status of a transaction.
    pub enum ClickPayStatus {
        /// Paid.
        Success = "success", "Success", "Успешно";
        /// Given back, in full or in part.
        Refund = "refund", "Refund", "Возврат";
        /// Not paid; [`reason`] says why.
        Error = "error", "Error", "Ошибка";
        /// The payer is proving himself, or the money is only held.
        Authentication = "authentication", "Authentication", "Аутентификация";
    }
}

words! {
    /// Why a transaction is an error. What the bank itself said stands in the attempt.
    pub enum ErrorReason {
        /// The bank said no.
        Declined = "declined", "Declined by the bank", "Отклонено банком";
        /// Did not work, without the bank having said no.
        Failed = "failed", "The payment did not go through", "Платёж не прошёл";
        /// Called off by the payer or the merchant.
        Cancelled = "cancelled", "Cancelled", "Отменено";
        /// Not paid in time.
        Expired = "expired", "Not paid in time", "Срок оплаты истёк";
    }
}

/// Click Pay's word. It has none for a refund in progress: the money is still taken, so it is a success until it is given back.
#[must_use]
pub const fn status(facts: &Facts) -> ClickPayStatus {
    if reason(facts).is_some() {
        return ClickPayStatus::Error;
    }
    match facts.money {
        MoneyState::Captured | MoneyState::Refunding => ClickPayStatus::Success,
        MoneyState::Refunded | MoneyState::PartiallyRefunded => ClickPayStatus::Refund,
        _ => ClickPayStatus::Authentication,
    }
}

/// Why the transaction is an error; empty where it is none. A payer who was declined and may choose again is an error until he
/// does: in Click Pay each trip to the bank is a transaction.
#[must_use]
pub const fn reason(facts: &Facts) -> Option<ErrorReason> {
    match facts.money {
        MoneyState::Awaiting | MoneyState::Failed if facts.declined => Some(ErrorReason::Declined),
        MoneyState::Failed => Some(ErrorReason::Failed),
        MoneyState::Cancelled => Some(ErrorReason::Cancelled),
        MoneyState::Expired => Some(ErrorReason::Expired),
        _ => None,
    }
}
