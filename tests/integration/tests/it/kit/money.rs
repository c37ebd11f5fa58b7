//! What an organisation does with money that it has taken, and what the bank's own API says of it.

use std::fmt::Write as _;

use bank::cards::Behaviour;
use runtime::{SqlStatement, eventually};
use serde_json::{Map, Value, json};

use super::{Answer, Call, DESK, TestMerchant, Trip, enter, get, now_ms, pay, post};

/// An hour: later than all delays of the bank and all waits of the janitor.
const LATER_MS: i64 = 3_600_000;

/// The body of an operation on so much.
pub(crate) fn rub(amount: &str) -> Value {
    json!({ "amount": amount, "currency": "RUB" })
}

/// An hour passes for one of the functions that time drives.
pub(crate) fn hour_passes(function: &str) -> anyhow::Result<()> {
    DESK.cron(function, Some(now_ms() + LATER_MS))
}

impl TestMerchant {
    /// From now on payments hold money.
    pub(crate) fn two_stages(&self) {
        self.execute("UPDATE terminal SET stages = 2 WHERE org_id = ?1");
    }

    /// Sends the payer of a payment to the bank, who pays there with this card, and waits until the desk has heard of it.
    pub(crate) fn pay_for(&self, payment: &Value, behaviour: Behaviour) -> Trip {
        let trip = self.send_payer(payment);
        assert_eq!(pay(&trip, behaviour).status, 303);
        eventually("the money", || {
            let status = self.get(trip.number)["status"].clone();
            Ok((status == "captured" || status == "authorised").then_some(()))
        })
        .unwrap();
        trip
    }

    /// The number of a new payment of 100.00 RUB, paid with this card.
    pub(crate) fn paid(&self, order: &str, behaviour: Behaviour) -> i64 {
        self.pay_for(&self.payment(order), behaviour).number
    }

    /// Waits until a payment has this status.
    pub(crate) fn until(&self, number: i64, status: &str) -> Value {
        eventually(status, || {
            Ok(Some(self.get(number)).filter(|payment| payment["status"] == status))
        })
        .unwrap()
    }

    /// `POST /v1/payments/{number}/{what}`, `what` being `capture`, `cancel` or `refunds`.
    pub(crate) fn operate(&self, number: i64, what: &str, key: &str, body: &Value) -> Answer {
        self.v1(post(&format!("/v1/payments/{number}/{what}")))
            .header("idempotency-key", key)
            .json(body)
            .send()
    }

    /// A page of /v1.
    pub(crate) fn list(&self, path: &str) -> Value {
        let answer = self.v1(get(path)).send();
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()
    }

    /// The operations of a payment, as they are kept.
    pub(crate) fn operations(&self, number: i64, kind: &str) -> Vec<Map<String, Value>> {
        let mut rows = self.rows(
            "SELECT operation, kind, state, amount_minor, idempotency_key, code, asked, evidence, actor FROM operation
             WHERE org_id = ?1 AND number = ?2 ORDER BY operation",
            json!(number),
        );
        rows.retain(|row| row["kind"] == kind);
        rows
    }

    /// A balance in RUB, in minor units; none where nothing was ever booked.
    pub(crate) fn balance(&self, account: &str) -> i64 {
        let rows = self.rows(
            "SELECT minor FROM balance WHERE org_id = ?1 AND account = ?2 AND currency = 'RUB'",
            json!(account),
        );
        rows.first().map_or(0, |row| row["minor"].as_i64().unwrap())
    }

    /// How many events of this type there are.
    pub(crate) fn events(&self, kind: &str) -> i64 {
        let rows = self.rows(
            "SELECT count(*) AS n FROM event WHERE org_id = ?1 AND type = ?2",
            json!(kind),
        );
        rows[0]["n"].as_i64().unwrap()
    }

    /// The books, by the entries and as the cabinet shows them.
    pub(crate) fn assert_books_right(&self) {
        self.assert_balanced();
        assert_eq!(enter(self).read("/api/imbalances")["items"], json!([]));
    }

    /// The bank's id of a payment's only trip.
    pub(crate) fn bank_reference(&self, number: i64) -> String {
        let rows = self.rows(
            "SELECT bank_reference FROM attempt WHERE org_id = ?1 AND number = ?2",
            json!(number),
        );
        assert_eq!(rows.len(), 1, "{rows:?}");
        rows[0]["bank_reference"].as_str().unwrap().to_owned()
    }

    /// A request to the bank's API with the terminal's key.
    pub(crate) fn bank(&self, call: Call) -> Answer {
        // As the seed derives it.
        let key = DESK.secrets().derive(&format!("{}:bank-api-key", self.merchant.slug));
        let key = key.iter().fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").unwrap();
            text
        });
        call.header("authorization", &format!("Bearer {key}")).send()
    }

    /// A payment as the bank sees it.
    pub(crate) fn at_bank(&self, number: i64) -> Value {
        let answer = self.bank(get(&format!("/bank/api/payments/{}", self.bank_reference(number))));
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()
    }

    /// What the bank's manager does about a payment.
    pub(crate) fn manager(&self, number: i64, path: &str, body: &Value) -> Value {
        let payment = self.bank_reference(number);
        let answer = self.bank(post(&format!("/bank/manager-api/payments/{payment}/{path}")).json(body));
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()
    }

    /// Runs one statement in the bank's database; `?1` is its number of the terminal.
    pub(crate) fn in_bank(&self, sql: &str) {
        DESK.sql("BANK", &[SqlStatement::new(sql, [json!(self.merchant.org_id)])])
            .unwrap();
    }
}

/// What a payment's sums are at the desk and at the bank: `captured`, `voided`, `refunded`, `charged_back`.
pub(crate) fn assert_sums(shop: &TestMerchant, number: i64, expected: [i64; 4]) {
    let ours = shop.rows(
        "SELECT captured_minor, voided_minor, refunded_minor, charged_back_minor, capture_reserved_minor + void_reserved_minor + refund_reserved_minor AS reserved
         FROM payment WHERE org_id = ?1 AND number = ?2",
        json!(number),
    );
    let theirs = shop.at_bank(number);
    let names = ["captured_minor", "voided_minor", "refunded_minor", "charged_back_minor"];
    assert_eq!(names.map(|name| ours[0][name].as_i64().unwrap()), expected, "the desk");
    assert_eq!(names.map(|name| theirs[name].as_i64().unwrap()), expected, "the bank");
    assert_eq!(ours[0]["reserved"], 0);
}
