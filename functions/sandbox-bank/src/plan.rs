//! What follows when a card is used: the test card's behaviour on a payment of one stage or two.

use crate::{cards::Behaviour, settle::Verdict};

/// What follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plan {
    /// The outcome is known.
    Finish {
        /// How it ends.
        verdict: Verdict,
        /// Times in a row that the merchant is told.
        copies: u32,
        /// Whether the merchant is told before the payer returns, or later.
        told_late: bool,
    },
    /// The payer is asked who they are.
    Challenge,
    /// The outcome comes later.
    Process,
}

impl Plan {
    /// The plan for a card's behaviour.
    pub(crate) fn of(behaviour: Behaviour, stages: i64) -> Self {
        let approved = Self::finish(Verdict::approved(stages));
        match behaviour {
            Behaviour::Approve => approved,
            Behaviour::Decline(code) => Self::finish(Verdict::Declined(code)),
            Behaviour::Hold => Self::finish(Verdict::Authorised),
            Behaviour::ToldTwice => Self::Finish {
                verdict: Verdict::approved(stages),
                copies: 2,
                told_late: false,
            },
            Behaviour::ToldLate => Self::Finish {
                verdict: Verdict::approved(stages),
                copies: 1,
                told_late: true,
            },
            Behaviour::Challenge => Self::Challenge,
            Behaviour::Timeout => Self::Process,
        }
    }

    /// Known, and told at once.
    pub(crate) fn finish(verdict: Verdict) -> Self {
        Self::Finish {
            verdict,
            copies: 1,
            told_late: false,
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
                copies: 1,
                told_late: true
            }
        );
        assert_eq!(
            Plan::of(Behaviour::ToldTwice, 1),
            Plan::Finish {
                verdict: Verdict::Captured,
                copies: 2,
                told_late: false
            }
        );
        assert_eq!(
            Plan::of(Behaviour::Decline("x"), 2),
            Plan::finish(Verdict::Declined("x"))
        );
    }
}
