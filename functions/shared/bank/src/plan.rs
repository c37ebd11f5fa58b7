//! What follows when a card is used: the test card's behaviour on a payment of one stage or two.

use crate::{cards::Behaviour, chaos::Chaos, settle::Verdict};

/// How the merchant is told of the outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// Before the payer returns.
    Once,
    /// The same, two times in a row.
    Twice,
    /// A minute later.
    Late,
    /// Not at all: the callback is lost.
    Never,
}

/// What follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plan {
    /// The outcome is known.
    Finish {
        /// How it ends.
        verdict: Verdict,
        /// How the merchant is told.
        told: Told,
        /// What its operations meet with.
        chaos: Option<Chaos>,
    },
    /// The payer is asked who they are.
    Challenge,
    /// The outcome comes later.
    Process,
}

impl Plan {
    /// The plan for a card's behaviour.
    pub(crate) fn of(behaviour: Behaviour, stages: i64) -> Self {
        let approved = |told| Self::Finish {
            verdict: Verdict::approved(stages),
            told,
            chaos: Chaos::of(behaviour),
        };
        match behaviour {
            Behaviour::Decline(code) => Self::finish(Verdict::Declined(code)),
            Behaviour::Hold => Self::finish(Verdict::Authorised),
            Behaviour::Challenge => Self::Challenge,
            Behaviour::Timeout => Self::Process,
            Behaviour::ToldTwice => approved(Told::Twice),
            Behaviour::ToldLate => approved(Told::Late),
            Behaviour::CallbackLost => approved(Told::Never),
            Behaviour::Approve
            | Behaviour::SilentBefore
            | Behaviour::SilentAfter
            | Behaviour::Nonsense
            | Behaviour::Late
            | Behaviour::RefundReview
            | Behaviour::RefundRefused
            | Behaviour::Chargeback => approved(Told::Once),
        }
    }

    /// Known, told at once, and nothing goes wrong later.
    pub(crate) fn finish(verdict: Verdict) -> Self {
        Self::Finish {
            verdict,
            told: Told::Once,
            chaos: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_stages_hold_what_one_takes() {
        assert_eq!(Plan::of(Behaviour::Approve, 1), Plan::finish(Verdict::Captured));
        assert_eq!(Plan::of(Behaviour::Approve, 2), Plan::finish(Verdict::Authorised));
        assert_eq!(Plan::of(Behaviour::Hold, 1), Plan::finish(Verdict::Authorised));
        assert_eq!(
            Plan::of(Behaviour::ToldLate, 2),
            Plan::Finish {
                verdict: Verdict::Authorised,
                told: Told::Late,
                chaos: None
            }
        );
        assert_eq!(
            Plan::of(Behaviour::ToldTwice, 1),
            Plan::Finish {
                verdict: Verdict::Captured,
                told: Told::Twice,
                chaos: None
            }
        );
        assert_eq!(
            Plan::of(Behaviour::Decline("x"), 2),
            Plan::finish(Verdict::Declined("x"))
        );
    }
}
