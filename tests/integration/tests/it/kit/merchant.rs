//! An organisation of a test's own.

use std::sync::atomic::{AtomicI64, Ordering};

use bank::cards::{Behaviour, CARDS};
use domain::signature::sign_bank_callback;
use runtime::{SqlStatement, seed::Merchant};
use serde_json::{Map, Value, json};

use super::{Answer, Call, DESK, Sink, get, now_ms, post};

static NEXT: AtomicI64 = AtomicI64::new(100);

/// An organisation with keys, a terminal at the sandbox bank and an endpoint that the test listens at.
pub(crate) struct TestMerchant {
    pub(crate) merchant: Merchant,
    pub(crate) sink: Sink,
}

/// A payment whose payer has been sent to the bank.
#[derive(Debug, Clone)]
pub(crate) struct Trip {
    pub(crate) number: i64,
    pub(crate) attempt: i64,
    pub(crate) pay_url: String,
    /// The bank's card page.
    pub(crate) bank_url: String,
}

/// A callback of the sandbox bank.
#[derive(Debug, Clone)]
pub(crate) struct BankEvent {
    pub(crate) id: String,
    pub(crate) kind: &'static str,
    pub(crate) reference: String,
    pub(crate) amount_minor: i64,
    pub(crate) currency: String,
    pub(crate) decline_code: Option<&'static str>,
}

impl BankEvent {
    /// The bank says that 100.00 RUB of a trip were taken.
    pub(crate) fn captured(trip: &Trip) -> Self {
        Self {
            id: format!("be_{}_{}", trip.number, trip.attempt),
            kind: "payment.captured",
            reference: format!("{}-{}", trip.number, trip.attempt),
            amount_minor: 10_000,
            currency: "RUB".to_owned(),
            decline_code: None,
        }
    }

    pub(crate) fn body(&self) -> String {
        json!({
            "event_id": self.id, "type": self.kind, "payment_id": format!("bp_{}", self.reference), "reference": self.reference,
            "amount_minor": self.amount_minor, "currency": self.currency, "occurred_at": "2026-11-23T10:00:00.000Z",
            "card": { "mask": "220000******0004", "brand": "mir", "token": "ct_test", "country": "RU" }, "rrn": "123456789012",
            "decline_code": self.decline_code,
        })
        .to_string()
    }
}

impl TestMerchant {
    pub(crate) fn open() -> Self {
        let org_id = NEXT.fetch_add(1, Ordering::Relaxed);
        let merchant = Merchant::new(org_id, &format!("org{org_id}"), DESK.secrets());
        let sink = Sink::open();
        let mut desk = merchant.desk(DESK.secrets(), DESK.addresses()).unwrap();
        desk.push(SqlStatement::new(
            "UPDATE organisation SET sites = ?2 WHERE org_id = ?1",
            [json!(org_id), json!(json!([sink.url()]).to_string())],
        ));
        desk.push(SqlStatement::new(
            "UPDATE endpoint SET address = ?2 WHERE org_id = ?1",
            [json!(org_id), json!(format!("{}/postback", sink.url()))],
        ));
        DESK.sql("DB", &desk).unwrap();
        DESK.sql("BANK", &merchant.bank(DESK.secrets()).unwrap()).unwrap();
        Self { merchant, sink }
    }

    /// A request to /v1 with the key.
    pub(crate) fn v1(&self, call: Call) -> Call {
        call.header("authorization", &format!("Bearer {}", self.merchant.api_key()))
    }

    pub(crate) fn create(&self, key: &str, body: &Value) -> Answer {
        self.v1(post("/v1/payments"))
            .header("idempotency-key", key)
            .json(body)
            .send()
    }

    /// A payment of 100.00 RUB.
    pub(crate) fn payment(&self, order: &str) -> Value {
        let answer = self.create(
            order,
            &json!({ "amount": "100.00", "currency": "RUB", "order": order, "label": "user-7" }),
        );
        assert_eq!(answer.status, 201, "{answer:?}");
        answer.json()
    }

    pub(crate) fn get(&self, number: i64) -> Value {
        let answer = self.v1(get(&format!("/v1/payments/{number}"))).send();
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()
    }

    /// Sends the payer of a payment to the bank.
    pub(crate) fn send_payer(&self, payment: &Value) -> Trip {
        let pay_url = payment["pay_url"].as_str().unwrap().to_owned();
        let number = payment["number"].as_i64().unwrap();
        let answer = post(&pay_url).form("terminal=sandbox").send();
        assert_eq!(answer.status, 303, "{answer:?}");
        let attempt = self.rows(
            "SELECT max(attempt) AS n FROM attempt WHERE org_id = ?1 AND number = ?2",
            json!(number),
        );
        Trip {
            number,
            attempt: attempt[0]["n"].as_i64().unwrap(),
            pay_url,
            bank_url: answer.header("location").to_owned(),
        }
    }

    /// A new payment of 100.00 RUB whose payer has been sent to the bank.
    pub(crate) fn trip(&self, order: &str) -> Trip {
        self.send_payer(&self.payment(order))
    }

    /// A callback to this organisation's terminal, signed now.
    pub(crate) fn signed(&self, body: &str) -> Call {
        let timestamp_s = now_ms() / 1_000;
        let signature = sign_bank_callback(&self.merchant.callback_secret, timestamp_s, body.as_bytes());
        post(&self.callback_path())
            .header("content-type", "application/json")
            .header("x-bank-timestamp", &timestamp_s.to_string())
            .header("x-bank-signature", &signature)
            .body(body)
    }

    pub(crate) fn callback_path(&self) -> String {
        format!("/callbacks/sandbox-bank/{}/{}", self.merchant.slug, Merchant::TERMINAL)
    }

    pub(crate) fn callback(&self, event: &BankEvent) -> Answer {
        self.signed(&event.body()).send()
    }

    /// Rows of the desk's database; `?1` is the organisation, `?2` the value given.
    pub(crate) fn rows(&self, sql: &str, value: Value) -> Vec<Map<String, Value>> {
        DESK.rows("DB", sql, [json!(self.merchant.org_id), value]).unwrap()
    }

    pub(crate) fn count(&self, table: &str) -> i64 {
        let rows = self.rows(
            &format!("SELECT count(*) AS n FROM {table} WHERE org_id = ?1 AND ?2 = 0"),
            json!(0),
        );
        rows[0]["n"].as_i64().unwrap()
    }

    /// Runs one statement; `?1` is the organisation.
    pub(crate) fn execute(&self, sql: &str) {
        DESK.sql("DB", &[SqlStatement::new(sql, [json!(self.merchant.org_id)])])
            .unwrap();
    }

    /// The same with values: `?2` and on.
    pub(crate) fn execute_with(&self, sql: &str, values: &[Value]) {
        let bound: Vec<Value> = std::iter::once(json!(self.merchant.org_id))
            .chain(values.iter().cloned())
            .collect();
        DESK.sql("DB", &[SqlStatement::new(sql, bound)]).unwrap();
    }

    /// The books: entries sum to zero per currency and mode, and balances are their sums.
    pub(crate) fn assert_balanced(&self) {
        let crooked = self.rows(
            "SELECT currency, mode, sum(minor) AS total FROM entry WHERE org_id = ?1 AND ?2 = 0 GROUP BY currency, mode HAVING total <> 0",
            json!(0),
        );
        assert!(crooked.is_empty(), "{crooked:?}");
        let differing = self.rows(
            "SELECT * FROM (SELECT account, currency, mode, sum(minor) AS minor FROM entry WHERE org_id = ?1 GROUP BY 1, 2, 3) AS rebuilt
             FULL JOIN (SELECT account, currency, mode, minor FROM balance WHERE org_id = ?1) AS kept
               ON kept.account = rebuilt.account AND kept.currency = rebuilt.currency AND kept.mode = rebuilt.mode
             WHERE (kept.minor IS NOT rebuilt.minor) AND ?2 = 0",
            json!(0),
        );
        assert!(differing.is_empty(), "{differing:?}");
    }
}

/// Types the test card of this behaviour on the bank's page.
pub(crate) fn pay(trip: &Trip, behaviour: Behaviour) -> Answer {
    let card = CARDS.iter().find(|card| card.behaviour == behaviour).unwrap();
    post(&trip.bank_url)
        .form(&format!(
            "number={}&expiry=12%2F30&cvv=123&name=A+PAYER&action=pay",
            card.number
        ))
        .send()
}
