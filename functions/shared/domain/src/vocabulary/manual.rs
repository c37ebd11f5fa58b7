//! Leeloo's statuses of manual payments. Source: sources/manual-payments.txt ("Смена статуса заказа"): Открыто, Разрешен,
//! Отклонен, Возврат средств, Завершен; the English ones are Leeloo's own (leelooai.atlassian.net, pageId 3727524184).

use super::{Facts, MoneyState};

words! {
    /// Status of a manual payment, or of its order.
    pub enum ManualStatus {
        /// Waits for a manager.
        Opened = "opened", "Opened", "Открыто";
        /// The payment was confirmed by a manager.
        Resolved = "resolved", "Resolved", "Разрешен";
        /// Rejected by a manager, or not confirmed in time.
        Rejected = "rejected", "Rejected", "Отклонен";
        /// The order of a confirmed payment.
        Completed = "completed", "Completed", "Завершен";
        /// The money was given back.
        Refunded = "refunded", "Refunded", "Возврат средств";
    }
}

/// Status of the payment (the tab "Оплаты").
#[must_use]
pub const fn payment(facts: &Facts) -> ManualStatus {
    match facts.money {
        MoneyState::Created | MoneyState::Awaiting | MoneyState::Authorised => ManualStatus::Opened,
        MoneyState::Captured | MoneyState::Refunding => ManualStatus::Resolved,
        MoneyState::Cancelled | MoneyState::Failed | MoneyState::Expired => ManualStatus::Rejected,
        MoneyState::Refunded | MoneyState::PartiallyRefunded => ManualStatus::Refunded,
    }
}

/// Status of the order ("Заказы и продажи", "История заказов"): that of a confirmed payment is completed.
#[must_use]
pub const fn order(facts: &Facts) -> ManualStatus {
    match payment(facts) {
        ManualStatus::Resolved => ManualStatus::Completed,
        other => other,
    }
}
