mod paykassma_words;
mod paykeeper_words;

use std::collections::HashSet;

use super::*;
use MoneyState::*;
use Notice::{Delivered, Exhausted, Sending, Waiting};

fn of(money: MoneyState) -> Facts {
    Facts::of(money)
}

fn told(money: MoneyState, notice: Notice) -> Facts {
    Facts { notice, ..of(money) }
}

/// Calls with every combination of facts.
fn every(mut check: impl FnMut(Facts)) {
    for money in MoneyState::ALL {
        for notice in Notice::ALL {
            for accumulation in Accumulation::ALL {
                for marks in 0..64_u8 {
                    let mark = |bit: u8| marks & (1 << bit) != 0;
                    check(Facts {
                        money: *money,
                        notice: *notice,
                        accumulation: *accumulation,
                        notice_failing: mark(0),
                        has_unknown: mark(1),
                        disputed: mark(2),
                        refund_refused: mark(3),
                        declined: mark(4),
                        contradicted: mark(5),
                    });
                }
            }
        }
    }
}

macro_rules! assert_words {
    ($($type:ty),+ $(,)?) => { $({
        let all = <$type>::ALL;
        for language in [Language::En, Language::Ru] {
            let labels: HashSet<_> = all.iter().map(|word| word.label(language)).collect();
            assert_eq!(labels.len(), all.len(), "{} {language:?}: labels repeat", stringify!($type));
            assert!(labels.iter().all(|label| !label.trim().is_empty()));
        }
        for word in all {
            assert_eq!(<$type>::parse(word.name()), Some(*word));
            assert!(word.label(Language::En).is_ascii(), "{word:?}");
            assert!(word.label(Language::Ru).chars().any(|letter| ('а'..='я').contains(&letter)), "{word:?}");
        }
        assert_eq!(<$type>::parse(""), None);
        assert_eq!(<$type>::parse("Pending "), None);
    })+ };
}

#[test]
fn every_word_has_its_own_label_in_both_languages() {
    assert_words!(
        MoneyState,
        Notice,
        Accumulation,
        Mark,
        paykeeper::PaykeeperStatus,
        paykassma::PaykassmaStatus,
        paykassma::PostbackStatus,
        paykassma::WithdrawalStatus,
        paykassma::WithdrawalKind,
        spring::SpringStatus,
        click_pay::ClickPayStatus,
        click_pay::ErrorReason,
        manual::ManualStatus,
    );
}

/// The words that the database stores (CHECKs and `money` of schema/0002_payments.sql).
#[test]
fn our_own_words_are_the_databases() {
    let names: Vec<_> = MoneyState::ALL.iter().map(|state| state.name()).collect();
    let stored = "created awaiting authorised captured cancelled failed expired refunding refunded partially_refunded";
    assert_eq!(names.join(" "), stored);
    let names: Vec<_> = Notice::ALL.iter().map(|notice| notice.name()).collect();
    assert_eq!(names, ["none", "waiting", "sending", "delivered", "exhausted"]);
    let schema = include_str!("../../../../../schema/0002_payments.sql");
    for name in stored.split(' ').chain(names) {
        assert!(schema.contains(&format!("'{name}'")), "{name}");
    }
}

/// Proves SPR-14 (the words of an order's status).
#[test]
fn spring_words() {
    let words = [
        "NEW", "NEW", "AUTH", "CHARGE", "CANCEL", "FAILED", "CANCEL", "CHARGE", "REFUND", "CHARGE",
    ];
    for (money, word) in MoneyState::ALL.iter().zip(words) {
        assert_eq!(spring::status(&of(*money)).name(), word, "{money:?}");
    }
    assert_eq!(
        spring::status(&Facts {
            declined: true,
            ..of(Failed)
        })
        .name(),
        "REJECT"
    );
}

/// Proves CLK-03 (statuses, an error with its reason).
#[test]
fn click_pay_words() {
    let cases = [
        (of(Created), "authentication", None),
        (of(Awaiting), "authentication", None),
        (
            Facts {
                declined: true,
                ..of(Awaiting)
            },
            "error",
            Some("declined"),
        ),
        (of(Authorised), "authentication", None),
        (of(Captured), "success", None),
        (
            Facts {
                declined: true,
                ..of(Captured)
            },
            "success",
            None,
        ),
        (of(Refunding), "success", None),
        (of(Refunded), "refund", None),
        (of(PartiallyRefunded), "refund", None),
        (of(Cancelled), "error", Some("cancelled")),
        (of(Failed), "error", Some("failed")),
        (
            Facts {
                declined: true,
                ..of(Failed)
            },
            "error",
            Some("declined"),
        ),
        (of(Expired), "error", Some("expired")),
    ];
    for (facts, word, reason) in cases {
        assert_eq!(click_pay::status(&facts).name(), word, "{facts:?}");
        assert_eq!(
            click_pay::reason(&facts).map(|reason| reason.name()),
            reason,
            "{facts:?}"
        );
    }
    every(|facts| {
        let error = click_pay::status(&facts) == click_pay::ClickPayStatus::Error;
        assert_eq!(error, click_pay::reason(&facts).is_some());
    });
}

/// Proves MAN-04, MAN-05, MAN-06, MAN-07 (the words).
#[test]
fn manual_words() {
    let cases = [
        (Created, "open", "open"),
        (Awaiting, "open", "open"),
        (Authorised, "resolved", "resolved"),
        (Captured, "resolved", "completed"),
        (Cancelled, "rejected", "rejected"),
        (Failed, "rejected", "rejected"),
        (Expired, "rejected", "rejected"),
        (Refunding, "resolved", "completed"),
        (PartiallyRefunded, "resolved", "completed"),
        (Refunded, "refunded", "refunded"),
    ];
    for (money, payment, order) in cases {
        assert_eq!(manual::payment(&of(money)).name(), payment);
        assert_eq!(manual::order(&of(money)).name(), order);
    }
}

/// Every word of a system that is derived is reached by some facts, and every set of facts has its marks.
#[test]
fn every_derived_word_is_reached() {
    let mut reached = HashSet::new();
    every(|facts| {
        reached.insert(format!("paykeeper {}", paykeeper::status(&facts).name()));
        reached.insert(format!("paykassma {}", paykassma::status(&facts).name()));
        reached.insert(format!("postback {}", paykassma::postback(&facts).name()));
        reached.insert(format!("spring {}", spring::status(&facts).name()));
        reached.insert(format!("click {}", click_pay::status(&facts).name()));
        reached.insert(format!("payment {}", manual::payment(&facts).name()));
        reached.insert(format!("order {}", manual::order(&facts).name()));
        let marks = [
            facts.has_unknown,
            facts.disputed,
            facts.refund_refused,
            facts.contradicted,
        ];
        assert_eq!(facts.marks().count(), marks.iter().filter(|stands| **stands).count());
    });
    // A payment is never completed.
    assert_eq!(reached.len(), 9 + 8 + 4 + 7 + 4 + 4 + 5);
    assert_eq!(
        Facts {
            disputed: true,
            ..of(Captured)
        }
        .marks()
        .collect::<Vec<_>>(),
        [Mark::Disputed]
    );
    assert_eq!(Mark::Unknown.label(Language::En), "Result unknown");
}
