//! Leeloo's statuses of manual payments. Source: sources/manual-payments.txt ("Смена статуса заказа"): Открыто, Разрешен,
//! Отклонен, Возврат средств, Завершен; the English ones are Leeloo's own (leelooai.atlassian.net, pageId 3727524184).

use super::{Facts, MoneyState};

words! {
    /// Status of a manual payment, or of an order.
    pub enum ManualStatus {
        /// Waits for a manager.
        Open = "open", "Open", "Открыто";
        /// The payment was confirmed by a manager; of an order: money is held for it.
        Resolved = "resolved", "Resolved", "Разрешен";
        /// Rejected by a manager, or not confirmed in time.
        Rejected = "rejected", "Rejected", "Отклонен";
        /// The order of a confirmed payment.
        Completed = "completed", "Completed", "Завершен";
        /// All of the money was given back.
        Refunded = "refunded", "Refunded", "Возврат средств";
    }
}

/// Status of the payment (the tab "Оплаты"). One of which a part was given back is a payment still.
#[must_use]
pub const fn payment(facts: &Facts) -> ManualStatus {
    match facts.money {
        MoneyState::Created | MoneyState::Awaiting => ManualStatus::Open,
        MoneyState::Authorised | MoneyState::Captured | MoneyState::Refunding | MoneyState::PartiallyRefunded => {
            ManualStatus::Resolved
        }
        MoneyState::Cancelled | MoneyState::Failed | MoneyState::Expired => ManualStatus::Rejected,
        MoneyState::Refunded => ManualStatus::Refunded,
    }
}

/// Status of an order of one payment ("Заказы и продажи", "История заказов"): completed once that is paid. (Of several payments the
/// database derives it: `schema/0012_sales.sql`.)
#[must_use]
pub const fn order(facts: &Facts) -> ManualStatus {
    match (payment(facts), facts.money) {
        (ManualStatus::Resolved, MoneyState::Authorised) => ManualStatus::Resolved,
        (ManualStatus::Resolved, _) => ManualStatus::Completed,
        (other, _) => other,
    }
}
