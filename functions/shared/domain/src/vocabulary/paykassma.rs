//! Paykassma's statuses: of a transaction, of its postback, of a withdrawal. Source: sources/paykassma-cabinet.txt ("Столбцы
//! таблицы", "Статусы постбеков"; Russian labels in the singular of a column), docs.paykassma.com/display/docs/Postback+en
//! (the words on the wire). The cabinet's words are Russian, so the names here are ours, after PKM-08, PKM-09 and PKM-13.

use super::{Accumulation, Facts, MoneyState, Notice};

words! {
    /// Status of a transaction.
    pub enum PaykassmaStatus {
        /// The money has come.
        Activated = "activated", "Activated", "Активирована";
        /// Nothing has come.
        NotActivated = "not_activated", "Not activated", "Не активирована";
        /// The bank said no.
        Declined = "declined", "Declined", "Отклонена";
        /// The payer is paying.
        Waiting = "waiting", "Waiting", "В ожидании";
        /// The bank has it, and the money is not ours yet.
        Processing = "processing", "Processing", "В обработке";
        /// Did not work, without the bank having said no.
        Failed = "failed", "Failed", "Сбой";
        /// Called off.
        Cancelled = "cancelled", "Cancelled", "Отменена";
        /// The bank's facts contradict ours.
        Error = "error", "With error", "С ошибкой";
    }
}

words! {
    /// Status of a transaction's postback.
    pub enum PostbackStatus {
        /// Not activated: the system sees no accumulation and sends nothing.
        AccumulationNotFound = "accumulation_not_found", "Accumulation not found", "Накопление не найдено";
        /// Activated, and less than the minimum deposit.
        Accumulating = "accumulating", "Accumulating", "Идет накопление";
        /// The merchant was told.
        Sent = "sent", "Sent", "Отправлен";
        /// The merchant could not be told.
        Failed = "failed", "Postback failed", "Ошибка отправки постбека";
    }
}

words! {
    /// Status of a withdrawal.
    pub enum WithdrawalStatus {
        /// Asked for.
        New = "new", "New", "Новая";
        /// With the bank.
        Processing = "processing", "Processing", "Обработка";
        /// Called off.
        Cancelled = "cancelled", "Cancelled", "Отмененная";
        /// Paid out.
        Completed = "completed", "Completed", "Завершенная";
        /// Refused.
        Declined = "declined", "Declined", "Отклоненная";
        /// The recipient is being made known to the bank.
        AddingBeneficiary = "adding_beneficiary", "Adding beneficiary", "Добавление бенефициара";
        /// Did not work.
        WithdrawalError = "withdrawal_error", "Withdrawal error", "Ошибка вывода";
        /// A person should look.
        Check = "check", "To be checked", "Проверить";
        /// Waits for a person's word.
        AwaitingConfirmation = "awaiting_confirmation", "Awaiting confirmation", "Ждет подтверждения";
    }
}

words! {
    /// Kind of a withdrawal.
    pub enum WithdrawalKind {
        /// Real money.
        Confirmed = "confirmed", "Confirmed", "Подтвержденная";
        /// `is_test` on the wire.
        Debug = "debug", "Debug", "Отладочная";
    }
}

/// Status of the transaction. An activation stays, whatever is refunded later: Paykassma knows no refunds of deposits.
#[must_use]
pub const fn status(facts: &Facts) -> PaykassmaStatus {
    match facts.money {
        MoneyState::Captured | MoneyState::Refunding | MoneyState::Refunded | MoneyState::PartiallyRefunded => {
            PaykassmaStatus::Activated
        }
        _ if facts.contradicted => PaykassmaStatus::Error,
        MoneyState::Created | MoneyState::Expired => PaykassmaStatus::NotActivated,
        MoneyState::Awaiting if facts.has_unknown => PaykassmaStatus::Processing,
        MoneyState::Awaiting => PaykassmaStatus::Waiting,
        MoneyState::Authorised => PaykassmaStatus::Processing,
        MoneyState::Cancelled => PaykassmaStatus::Cancelled,
        MoneyState::Failed if facts.declined => PaykassmaStatus::Declined,
        MoneyState::Failed => PaykassmaStatus::Failed,
    }
}

/// Status of the postback, of which Paykassma has four: one on its way counts as sent until a try fails.
#[must_use]
pub const fn postback(facts: &Facts) -> PostbackStatus {
    if !status(facts).is_active() {
        return PostbackStatus::AccumulationNotFound;
    }
    match (facts.accumulation, facts.notice) {
        (_, Notice::Delivered) => PostbackStatus::Sent,
        (_, Notice::Exhausted) => PostbackStatus::Failed,
        (_, Notice::Sending) if facts.notice_failing => PostbackStatus::Failed,
        (_, Notice::Sending) => PostbackStatus::Sent,
        (Accumulation::Open, _) | (_, Notice::Waiting) => PostbackStatus::Accumulating,
        // Activated, and nowhere to tell it: nothing was sent.
        (Accumulation::Complete, Notice::None) => PostbackStatus::Failed,
        (Accumulation::None, Notice::None) => PostbackStatus::AccumulationNotFound,
    }
}

impl PaykassmaStatus {
    /// Whether the cabinet's filter counts it as active (PKM-07: all, active, inactive).
    #[must_use]
    pub const fn is_active(self) -> bool {
        matches!(self, Self::Activated)
    }

    /// `status` of a transaction in the deposit postback (v1: Success, Failed, Rejected, Cancel); empty while undecided.
    #[must_use]
    pub const fn wire(self) -> Option<&'static str> {
        match self {
            Self::Activated => Some("Success"),
            Self::Failed | Self::Error => Some("Failed"),
            Self::Declined => Some("Rejected"),
            Self::Cancelled => Some("Cancel"),
            Self::NotActivated | Self::Waiting | Self::Processing => None,
        }
    }
}
