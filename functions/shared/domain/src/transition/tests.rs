use super::*;

const ALL: [Started; 3] = [Started::Capture, Started::Cancel, Started::Refund];

/// Calls with every combination of sums from 0 to 2, amounts from -1 to 3, with and without a dispute: bounds kept or not.
fn every(mut check: impl FnMut(SumsFacts)) {
    for code in 0..3_i64.pow(8) {
        let sum = |place: u32| code / 3_i64.pow(place) % 3;
        for amount in -1..=3 {
            for disputed in [false, true] {
                check(SumsFacts {
                    authorised: sum(0),
                    voided: sum(1),
                    captured: sum(2),
                    refunded: sum(3),
                    charged_back: sum(4),
                    capture_reserved: sum(5),
                    void_reserved: sum(6),
                    refund_reserved: sum(7),
                    disputed,
                    amount,
                });
            }
        }
    }
}

/// The CHECKs of `payment` in schema/0002_payments.sql.
fn within_bounds(facts: &SumsFacts) -> bool {
    facts.captured + facts.capture_reserved + facts.voided + facts.void_reserved <= facts.authorised
        && facts.refunded + facts.refund_reserved + facts.charged_back <= facts.captured
}

fn started(operation: Started, mut facts: SumsFacts) -> SumsFacts {
    match operation {
        Started::Capture => facts.capture_reserved += facts.amount,
        Started::Cancel => facts.void_reserved += facts.amount,
        Started::Refund => facts.refund_reserved += facts.amount,
    }
    facts
}

/// `payment.money` of schema/0002_payments.sql, of a payment that was sent to a bank.
fn money(facts: &SumsFacts) -> MoneyState {
    if facts.captured > 0 && facts.refund_reserved > 0 {
        MoneyState::Refunding
    } else if facts.captured > 0 && facts.refunded >= facts.captured {
        MoneyState::Refunded
    } else if facts.refunded > 0 {
        MoneyState::PartiallyRefunded
    } else if facts.captured > 0 {
        MoneyState::Captured
    } else if facts.authorised > 0 && facts.voided >= facts.authorised {
        MoneyState::Cancelled
    } else if facts.authorised > 0 {
        MoneyState::Authorised
    } else {
        MoneyState::Awaiting
    }
}

/// Proves EDG-03 (the rule; the database holds it under concurrency).
#[test]
fn no_start_breaks_a_bound() {
    let mut allowed = 0;
    every(|facts| {
        for operation in ALL {
            if within_bounds(&facts) && may_start(operation, &facts).is_ok() {
                allowed += 1;
                let after = started(operation, facts);
                assert!(within_bounds(&after), "{operation:?} {facts:?}");
                assert!(facts.amount > 0);
                assert!(state_allows(operation, money(&facts)), "{operation:?} {facts:?}");
            }
        }
    });
    assert!(allowed > 0);
}

/// Proves PKP-05, PKP-07, SPR-05, SPR-06 (what may be started).
#[test]
fn exactly_what_the_rule_allows_may_be_started() {
    every(|facts| {
        let hold = facts.captured == 0
            && facts.capture_reserved == 0
            && facts.authorised - facts.voided - facts.void_reserved >= facts.amount
            && facts.amount > 0;
        let left = facts.captured - facts.refunded - facts.charged_back - facts.refund_reserved;
        let refund = facts.amount > 0 && left >= facts.amount && !facts.disputed;
        for (operation, expected) in ALL.into_iter().zip([hold, hold, refund]) {
            assert_eq!(
                may_start(operation, &facts).is_ok(),
                expected,
                "{operation:?} {facts:?}"
            );
        }
    });
}

#[test]
fn a_state_outside_the_table_allows_nothing() {
    every(|facts| {
        for operation in ALL {
            if within_bounds(&facts) && !state_allows(operation, money(&facts)) {
                assert!(may_start(operation, &facts).is_err(), "{operation:?} {facts:?}");
            }
        }
    });
}

#[test]
fn refusals_say_why() {
    let none = SumsFacts {
        amount: 5,
        ..SumsFacts::default()
    };
    let held = SumsFacts { authorised: 10, ..none };
    let taken = SumsFacts { captured: 10, ..held };
    use Started::{Cancel, Capture, Refund};
    let cases = [
        (Capture, SumsFacts { amount: 0, ..held }, "amount_not_positive"),
        (Refund, SumsFacts { amount: -5, ..taken }, "amount_not_positive"),
        (Capture, none, "not_authorised"),
        (Cancel, none, "not_authorised"),
        (Capture, taken, "already_captured"),
        (Cancel, taken, "already_captured"),
        (
            Capture,
            SumsFacts {
                capture_reserved: 1,
                ..held
            },
            "operation_in_flight",
        ),
        (
            Cancel,
            SumsFacts {
                capture_reserved: 1,
                ..held
            },
            "operation_in_flight",
        ),
        (
            Capture,
            SumsFacts {
                void_reserved: 6,
                ..held
            },
            "operation_in_flight",
        ),
        (Capture, SumsFacts { amount: 11, ..held }, "amount_exceeds_hold"),
        (Cancel, SumsFacts { voided: 6, ..held }, "amount_exceeds_hold"),
        (Cancel, SumsFacts { voided: 10, ..held }, "nothing_left"),
        (Refund, held, "not_captured"),
        (Refund, SumsFacts { amount: 11, ..taken }, "amount_exceeds_captured"),
        (
            Refund,
            SumsFacts {
                charged_back: 6,
                ..taken
            },
            "amount_exceeds_captured",
        ),
        (
            Refund,
            SumsFacts {
                refund_reserved: 6,
                ..taken
            },
            "operation_in_flight",
        ),
        (
            Refund,
            SumsFacts {
                disputed: true,
                ..taken
            },
            "dispute_open",
        ),
        (Refund, SumsFacts { refunded: 10, ..taken }, "nothing_left"),
    ];
    for (operation, facts, code) in cases {
        assert_eq!(
            may_start(operation, &facts).map_err(Refusal::code),
            Err(code),
            "{operation:?} {facts:?}"
        );
    }
}

#[test]
fn a_bank_beyond_our_bounds_makes_no_overflow() {
    let odd = SumsFacts {
        authorised: i64::MAX,
        voided: i64::MIN,
        captured: i64::MAX,
        refunded: i64::MIN,
        charged_back: i64::MAX,
        refund_reserved: i64::MIN,
        amount: i64::MAX,
        ..SumsFacts::default()
    };
    for operation in ALL {
        let _ = may_start(operation, &odd);
        let _ = may_start(operation, &SumsFacts { captured: 0, ..odd });
    }
}
