//! What can happen.

use proptest::prelude::*;

use super::{bank::Mood, world::AMOUNT_MINOR};
use crate::kit::HOUR_MS;

/// One thing that happens. Numbers choose among what there is.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Create {
        key: u8,
    },
    /// `reached`: whether the bank has heard of it, where its answer does not come.
    Start {
        payment: u8,
        second: bool,
        fails: bool,
        reached: bool,
    },
    /// Something happens at the bank, and is told at once or not.
    Bank {
        trip: u8,
        does: Does,
        minor: i64,
        told: bool,
    },
    /// An event is told: late, out of order, again.
    Tell {
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
    /// Somebody asks for an operation.
    Ask {
        payment: u8,
        kind: Kind,
        minor: Option<i64>,
        key: u8,
        mood: Mood,
    },
    /// The bank decides what it took for later.
    Decide {
        which: u8,
        refuses: bool,
    },
    /// The bank takes a refusal back.
    TakeBack {
        which: u8,
    },
    Dispute {
        trip: u8,
    },
    DecideDispute {
        dispute: u8,
        won: bool,
    },
    /// The cron of due operations, of holds, of unpaid payments.
    Resolve {
        mood: Mood,
    },
    EndHolds {
        mood: Mood,
    },
    LookAfter {
        mood: Mood,
    },
    /// The bank settles what it has not yet, and lists some again.
    Register {
        second: bool,
        again: bool,
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
    CaptureHold,
    Void,
    Refund,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Capture,
    Cancel,
    Refund,
}

fn mood() -> impl Strategy<Value = Mood> {
    prop_oneof![
        6 => Just(Mood::Well), 2 => Just(Mood::Later), 2 => Just(Mood::ActsUnheard), 1 => Just(Mood::Unreachable),
        1 => Just(Mood::Nonsense), 1 => Just(Mood::Refuses), 1 => Just(Mood::Deadly),
    ]
}

fn minor() -> impl Strategy<Value = i64> {
    prop_oneof![
        Just(1),
        Just(30_000),
        Just(33_333),
        Just(50_000),
        Just(AMOUNT_MINOR - 1),
        Just(AMOUNT_MINOR)
    ]
}

pub(super) fn step() -> impl Strategy<Value = Step> {
    let does = prop_oneof![
        4 => Just(Does::Capture), 5 => Just(Does::Hold), 2 => Just(Does::Decline), 2 => Just(Does::CaptureHold), 1 => Just(Does::Void),
        4 => Just(Does::Refund)
    ];
    let kind = prop_oneof![2 => Just(Kind::Capture), 2 => Just(Kind::Cancel), 3 => Just(Kind::Refund)];
    let wrong = prop_oneof![
        Just(1),
        Just(AMOUNT_MINOR - 1),
        Just(AMOUNT_MINOR + 1),
        1..i64::from(u32::MAX)
    ];
    prop_oneof![
        2 => (0..2_u8).prop_map(|key| Step::Create { key }),
        5 => (any::<u8>(), any::<bool>(), prop::bool::weighted(0.2), any::<bool>())
            .prop_map(|(payment, second, fails, reached)| Step::Start { payment, second, fails, reached }),
        8 => (any::<u8>(), does, minor(), prop::bool::weighted(0.7)).prop_map(|(trip, does, minor, told)| Step::Bank { trip, does, minor, told }),
        7 => any::<u8>().prop_map(|event| Step::Tell { event }),
        1 => any::<u8>().prop_map(|trip| Step::Repeat { trip }),
        1 => (any::<u8>(), wrong).prop_map(|(trip, minor)| Step::WrongAmount { trip, minor }),
        1 => any::<u8>().prop_map(|number| Step::Unmatched { number }),
        10 => (any::<u8>(), kind, prop::option::weighted(0.7, minor()), 0..6_u8, mood())
            .prop_map(|(payment, kind, minor, key, mood)| Step::Ask { payment, kind, minor, key, mood }),
        4 => (any::<u8>(), prop::bool::weighted(0.3)).prop_map(|(which, refuses)| Step::Decide { which, refuses }),
        2 => any::<u8>().prop_map(|which| Step::TakeBack { which }),
        2 => any::<u8>().prop_map(|trip| Step::Dispute { trip }),
        2 => (any::<u8>(), any::<bool>()).prop_map(|(dispute, won)| Step::DecideDispute { dispute, won }),
        4 => mood().prop_map(|mood| Step::Resolve { mood }),
        2 => mood().prop_map(|mood| Step::EndHolds { mood }),
        3 => mood().prop_map(|mood| Step::LookAfter { mood }),
        3 => (any::<bool>(), any::<bool>()).prop_map(|(second, again)| Step::Register { second, again }),
        1 => (any::<u8>(), 0..2_u8).prop_map(|(payment, how)| Step::Close { payment, how }),
        3 => prop_oneof![3 => 0..3 * HOUR_MS, 1 => 0..30 * HOUR_MS].prop_map(|ms| Step::Pass { ms }),
    ]
}
