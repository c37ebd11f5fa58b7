//! What can happen.

use proptest::prelude::*;

use super::world::AMOUNT_MINOR;
use crate::kit::DAY_MS;

/// One thing that happens. Numbers choose among what there is.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Create {
        key: u8,
    },
    Start {
        payment: u8,
        second: bool,
        fails: bool,
    },
    Bank {
        trip: u8,
        does: Does,
    },
    /// The same event again.
    Replay {
        event: u8,
    },
    /// An event of a trip's state under a new id.
    Repeat {
        trip: u8,
    },
    WrongAmount {
        trip: u8,
        minor: i64,
    },
    Unmatched {
        number: u8,
    },
    Resolve {
        mood: u8,
    },
    Close {
        payment: u8,
        how: u8,
    },
    Pass {
        ms: i64,
    },
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Does {
    Capture,
    Hold,
    Decline,
}

pub(super) fn step() -> impl Strategy<Value = Step> {
    let does = prop_oneof![3 => Just(Does::Capture), 1 => Just(Does::Hold), 2 => Just(Does::Decline)];
    prop_oneof![
        2 => (0..3_u8).prop_map(|key| Step::Create { key }),
        4 => (any::<u8>(), any::<bool>(), prop::bool::weighted(0.2)).prop_map(|(payment, second, fails)| Step::Start { payment, second, fails }),
        6 => (any::<u8>(), does).prop_map(|(trip, does)| Step::Bank { trip, does }),
        2 => any::<u8>().prop_map(|event| Step::Replay { event }),
        1 => any::<u8>().prop_map(|trip| Step::Repeat { trip }),
        1 => (any::<u8>(), prop_oneof![Just(1), Just(AMOUNT_MINOR - 1), Just(AMOUNT_MINOR + 1), 1..i64::from(u32::MAX)]).prop_map(|(trip, minor)| Step::WrongAmount { trip, minor }),
        1 => any::<u8>().prop_map(|number| Step::Unmatched { number }),
        2 => (0..6_u8).prop_map(|mood| Step::Resolve { mood }),
        1 => (any::<u8>(), 0..2_u8).prop_map(|(payment, how)| Step::Close { payment, how }),
        1 => (0..DAY_MS / 8).prop_map(|ms| Step::Pass { ms }),
    ]
}
