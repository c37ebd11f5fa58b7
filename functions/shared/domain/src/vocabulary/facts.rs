//! Our own facts of a payment, from which every other system's words are derived.

words! {
    /// Where the money is: `payment.money` of the database.
    pub enum MoneyState {
        /// Asked for; the payer has not gone to a bank.
        Created = "created", "Created", "Создан";
        /// The payer has gone to a bank.
        Awaiting = "awaiting", "Awaiting payment", "Ожидает оплаты";
        /// Held by the bank.
        Authorised = "authorised", "Authorised", "Авторизован";
        /// Taken.
        Captured = "captured", "Paid", "Оплачен";
        /// Called off by the payer, or the hold was given back.
        Cancelled = "cancelled", "Cancelled", "Отменён";
        /// Declined for good.
        Failed = "failed", "Failed", "Не состоялся";
        /// Not paid in time.
        Expired = "expired", "Expired", "Срок истёк";
        /// A refund is not decided yet.
        Refunding = "refunding", "Refund in progress", "Возврат выполняется";
        /// All was given back.
        Refunded = "refunded", "Refunded", "Возвращён";
        /// A part was given back.
        PartiallyRefunded = "partially_refunded", "Partially refunded", "Частично возвращён";
    }
}

words! {
    /// Whether the merchant knows of the success: `payment.notice` of the database, of the primary endpoint or the e-mail.
    pub enum Notice {
        /// No notice: none is set up, or there is no success to tell of.
        None = "none", "No notice", "Нет оповещения";
        /// Waits until the accumulation is complete.
        Waiting = "waiting", "Waiting for accumulation", "Ждёт накопления";
        /// Being sent, or waiting for its next try.
        Sending = "sending", "Being sent", "Отправляется";
        /// Acknowledged.
        Delivered = "delivered", "Delivered", "Доставлено";
        /// All tries failed; a person may restart it.
        Exhausted = "exhausted", "Not delivered", "Не доставлено";
    }
}

words! {
    /// Whether the payment's money has reached the minimum deposit together with others of its label and wallet type.
    pub enum Accumulation {
        /// The payment's wallet type has no minimum deposit, or nothing came.
        None = "none", "No accumulation", "Без накопления";
        /// The minimum deposit is not reached.
        Open = "open", "Accumulating", "Идёт накопление";
        /// The minimum deposit is reached.
        Complete = "complete", "Accumulation complete", "Накопление завершено";
    }
}

words! {
    /// What stands beside the state and asks people to look.
    pub enum Mark {
        /// An operation's result is not known; the bank is being asked.
        Unknown = "unknown", "Result unknown", "Результат неизвестен";
        /// The payer disputes the payment at his bank.
        Disputed = "disputed", "Disputed", "Оспаривается";
        /// The bank refused a refund and nobody has acted.
        RefundRefused = "refund_refused", "Refund refused", "Возврат отклонён банком";
        /// The bank's facts contradict ours.
        Contradicted = "contradicted", "Needs attention", "Требует внимания";
    }
}

/// All that the vocabularies look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Where the money is.
    pub money: MoneyState,
    /// Whether the merchant knows.
    pub notice: Notice,
    /// Whether the minimum deposit is reached.
    pub accumulation: Accumulation,
    /// A try of a notice that is still being sent has failed.
    pub notice_failing: bool,
    /// An operation or attempt has an unknown result.
    pub has_unknown: bool,
    /// A chargeback is open.
    pub disputed: bool,
    /// A refund was definitely refused, and nobody has acted on it.
    pub refund_refused: bool,
    /// The latest attempt was declined by the bank.
    pub declined: bool,
    /// The bank's facts contradict ours: another amount, a decline after a success.
    pub contradicted: bool,
}

impl Facts {
    /// Facts of which only the money is known: no notice, no accumulation, no marks.
    #[must_use]
    pub const fn of(money: MoneyState) -> Self {
        Self {
            money,
            notice: Notice::None,
            accumulation: Accumulation::None,
            notice_failing: false,
            has_unknown: false,
            disputed: false,
            refund_refused: false,
            declined: false,
            contradicted: false,
        }
    }

    /// The marks that stand beside the state.
    pub fn marks(&self) -> impl Iterator<Item = Mark> + use<> {
        [
            (self.has_unknown, Mark::Unknown),
            (self.disputed, Mark::Disputed),
            (self.refund_refused, Mark::RefundRefused),
            (self.contradicted, Mark::Contradicted),
        ]
        .into_iter()
        .filter_map(|(stands, mark)| stands.then_some(mark))
    }
}
