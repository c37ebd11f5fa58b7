//! What goes wrong with a payment's operations once it is approved: kept on the payment, since its card's number is not.

use crate::cards::Behaviour;

/// What an approved payment's captures, voids and refunds meet with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chaos {
    /// The first ask with a key is not acted upon, and not answered.
    SilentBefore,
    /// Acted upon, and not answered the first time.
    SilentAfter,
    /// Acted upon, and answered with nonsense the first time.
    Nonsense,
    /// Decided by the cron.
    Late,
    /// Refunds wait for the bank's manager.
    RefundReview,
    /// Refunds are refused.
    RefundRefused,
    /// The payer complains once the money is taken.
    Chargeback,
}

impl Chaos {
    const ALL: [Self; 7] = [
        Self::SilentBefore,
        Self::SilentAfter,
        Self::Nonsense,
        Self::Late,
        Self::RefundReview,
        Self::RefundRefused,
        Self::Chargeback,
    ];

    /// What a test card's payment meets with later; most nothing.
    pub(crate) fn of(behaviour: Behaviour) -> Option<Self> {
        match behaviour {
            Behaviour::SilentBefore => Some(Self::SilentBefore),
            Behaviour::SilentAfter => Some(Self::SilentAfter),
            Behaviour::Nonsense => Some(Self::Nonsense),
            Behaviour::Late => Some(Self::Late),
            Behaviour::RefundReview => Some(Self::RefundReview),
            Behaviour::RefundRefused => Some(Self::RefundRefused),
            Behaviour::Chargeback => Some(Self::Chargeback),
            _ => None,
        }
    }

    /// As it is kept.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::SilentBefore => "silent_before",
            Self::SilentAfter => "silent_after",
            Self::Nonsense => "nonsense",
            Self::Late => "late",
            Self::RefundReview => "refund_review",
            Self::RefundRefused => "refund_refused",
            Self::Chargeback => "chargeback",
        }
    }

    /// Reads [`Self::name`].
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|chaos| chaos.name() == name)
    }

    /// Whether the first answer does not reach the merchant, who is told by an event instead.
    pub(crate) fn loses_answer(self) -> bool {
        matches!(self, Self::SilentAfter | Self::Nonsense)
    }
}
