//! PayKeeper's payment statuses. Source: docs.paykeeper.ru/lichnyj-kabinet/lichnyj-kabinet-platezhi/ (Russian labels to the
//! letter), /dokumentatsiya-json-api/platezhi/ (the words on the wire) and
//! /vozmozhnosti-i-primery-ispolzovaniya/holdirovanie-sredstv/ (holds).
//!
//! PayKeeper merges the money and the notice: obtained, success and stuck are all paid.

use super::{Facts, MoneyState, Notice};

words! {
    /// `status` of PayKeeper's payment.
    pub enum PaykeeperStatus {
        /// The payer was sent to the bank's page.
        Pending = "pending", "Awaiting payment", "Ожидает оплаты";
        /// Paid; the merchant is being told.
        Obtained = "obtained", "Received", "Получен";
        /// The payer pressed Cancel.
        Canceled = "canceled", "Cancelled", "Отменен";
        /// Declined by the bank.
        Failed = "failed", "Failed", "Не состоялся";
        /// Paid, and the merchant knows.
        Success = "success", "Completed", "Совершён";
        /// Paid, and the merchant was not told.
        Stuck = "stuck", "Completed without notice", "Совершён без оповещения";
        /// A refund was sent to the bank.
        Refunding = "refunding", "Refund initiated", "Инициирован возврат";
        /// Given back.
        Refunded = "refunded", "Refunded to the customer", "Возвращён клиенту";
        /// A part was given back.
        PartiallyRefunded = "partially_refunded", "Partially refunded to the customer", "Частично возвращен клиенту";
    }
}

/// PayKeeper's word.
///
/// - A payment has a row only once the payer is sent to the bank; a list must leave out what was never sent.
/// - A page closed by the payer stays pending, so an expired payment does too: PayKeeper has no word for it.
/// - A hold is shown as received or completed, "authorised" (`batch_date` on the wire): it follows the notice as a capture does,
///   and until there is one to send it is obtained.
/// - A capture of which nobody is told is stuck: success is for what was mailed or handled, "otherwise" it is stuck.
/// - A refund that the bank cannot process leaves the payment refunding until somebody acts.
#[must_use]
pub const fn status(facts: &Facts) -> PaykeeperStatus {
    match facts.money {
        MoneyState::Created | MoneyState::Awaiting | MoneyState::Expired => PaykeeperStatus::Pending,
        MoneyState::Cancelled => PaykeeperStatus::Canceled,
        MoneyState::Failed => PaykeeperStatus::Failed,
        MoneyState::Refunding => PaykeeperStatus::Refunding,
        MoneyState::Refunded => PaykeeperStatus::Refunded,
        MoneyState::Captured | MoneyState::PartiallyRefunded if facts.refund_refused => PaykeeperStatus::Refunding,
        MoneyState::PartiallyRefunded => PaykeeperStatus::PartiallyRefunded,
        MoneyState::Authorised | MoneyState::Captured => paid(facts),
    }
}

const fn paid(facts: &Facts) -> PaykeeperStatus {
    match facts.notice {
        Notice::None if matches!(facts.money, MoneyState::Authorised) => PaykeeperStatus::Obtained,
        Notice::None | Notice::Exhausted => PaykeeperStatus::Stuck,
        Notice::Waiting | Notice::Sending => PaykeeperStatus::Obtained,
        Notice::Delivered => PaykeeperStatus::Success,
    }
}
