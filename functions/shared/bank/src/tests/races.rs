//! Two at once: both have read the same, and one of them has what only one may.

use domain::time::Timestamp;
use futures_executor::block_on;
use serde_json::json;

use super::fixture::{Fixture, NOW_MS, card};
use crate::{
    books::{
        chargebacks::of_payment,
        decisions::Decision,
        holds::{self, Release},
        operations::{Kind, by_key},
        payments::{self, Payment},
    },
    cards::Behaviour,
    chargebacks::{self, Complaint},
    decide::decide,
    telling::{Subject, Telling},
};

const PAID: &str = "2200000000000004";
const NOW: Timestamp = Timestamp::from_ms(NOW_MS);

fn payment(bank: &Fixture, id: &str) -> Payment {
    block_on(payments::by_id(&bank.database, id)).unwrap().unwrap()
}

fn events(bank: &Fixture, kind: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM callback WHERE type = 'payment.{kind}'");
    bank.database.value(&sql).unwrap().as_i64().unwrap()
}

/// The cron and the manager decide the same refund, each in their own way.
#[test]
fn an_operation_is_decided_once() {
    for first in [Decision::Done, Decision::Refused("refused_by_bank")] {
        let bank = Fixture::new();
        let id = bank.paid("k", 1, card(Behaviour::Late));
        bank.operate(&id, "refund", "r", 4_000);
        let seen = block_on(by_key(&bank.database, &id, "r")).unwrap().unwrap();
        let other = if first == Decision::Done {
            Decision::Refused("refused_by_bank")
        } else {
            Decision::Done
        };
        let statuses = [first, first, other].map(|decision| {
            block_on(decide(bank.bank(), &seen, decision, NOW))
                .unwrap()
                .operation
                .status
        });
        let (status, refunded) = if first == Decision::Done {
            ("done", 4_000)
        } else {
            ("refused", 0)
        };
        assert_eq!(statuses, [status; 3]);
        assert_eq!(bank.status(&id)["refunded_minor"], refunded);
        assert_eq!(payment(&bank, &id).refund_reserved_minor, 0);
        assert_eq!(events(&bank, "refunded") + events(&bank, "refund_refused"), 1);
    }
}

#[test]
fn a_chargeback_ends_once() {
    for won in [true, false] {
        let bank = Fixture::new();
        let id = bank.paid("k", 1, PAID);
        let (_, opened) = bank.post(&format!("/bank/manager-api/payments/{id}/chargebacks"), &json!({}));
        let dispute = opened["dispute_id"].as_str().unwrap();
        let (payment, seen) = (
            payment(&bank, &id),
            block_on(of_payment(&bank.database, &id, dispute)).unwrap().unwrap(),
        );
        for end in [won, won, !won] {
            let (now, _) = block_on(chargebacks::end(bank.bank(), &payment, &seen, end)).unwrap();
            assert_eq!(now.status, if won { "won" } else { "lost" });
        }
        assert_eq!(bank.status(&id)["charged_back_minor"], if won { 0 } else { 10_000 });
        assert_eq!(events(&bank, "chargeback_won") + events(&bank, "chargeback_lost"), 1);
    }
}

/// Two ticks that both found the same complaint due.
#[test]
fn a_payer_complains_once() {
    let bank = Fixture::new();
    let id = bank.paid("k", 1, card(Behaviour::Chargeback));
    let seen = payment(&bank, &id);
    let complaint = Complaint {
        amount_minor: 5_000,
        fee_minor: 500,
        due: Some(NOW.after_ms(60_000)),
    };
    let opened: Vec<bool> = (0..2)
        .map(|_| {
            block_on(chargebacks::open(bank.bank(), &seen, complaint))
                .unwrap()
                .is_some()
        })
        .collect();
    assert_eq!(opened, [true, false]);
    assert_eq!(bank.status(&id)["charged_back_minor"], 5_000);
    assert_eq!(events(&bank, "chargeback_opened"), 1);
}

/// A hold that was seen to end: meanwhile it was voided in part, captured, or ended by another tick.
#[test]
fn a_hold_ends_once_and_as_it_was_seen() {
    let release = |bank: &Fixture, seen: &Payment| {
        let operation_id = format!("bv_{}", bank.database.value("SELECT count(*) FROM operation").unwrap());
        let subject = Subject {
            payment: seen,
            operation_id: &operation_id,
            key: None,
            kind: Kind::Void,
            amount_minor: seen.authorised_minor - seen.voided_minor,
        };
        let telling = Telling::of(bank.bank(), subject, NOW).unwrap();
        let release = Release {
            payment_id: &seen.payment_id,
            operation_id: &operation_id,
            amount_minor: subject.amount_minor,
            due_ms: i64::MAX >> 11,
            events: &telling.events(Some(NOW)),
            now_ms: NOW_MS,
        };
        block_on(holds::release(&bank.database, &release)).unwrap();
    };
    for (kind, amount, voided) in [("void", 4_000, 4_000), ("capture", 6_000, 4_000), ("none", 0, 10_000)] {
        let bank = Fixture::new();
        let id = bank.paid("k", 2, PAID);
        let seen = payment(&bank, &id);
        if amount > 0 {
            assert_eq!(bank.operate(&id, kind, "o", amount), "done");
        }
        let before = events(&bank, "voided");
        release(&bank, &seen);
        release(&bank, &seen);
        assert_eq!(bank.status(&id)["voided_minor"], voided, "{kind}");
        assert_eq!(events(&bank, "voided") - before, i64::from(kind == "none"), "{kind}");
    }
}
