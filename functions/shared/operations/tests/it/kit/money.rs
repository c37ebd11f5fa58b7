//! What merchants and people do with a payment's money, in few words.

use operations::{
    janitor::{holds::end_holds, unpaid::look_after},
    operation::{
        Asker, OperationError, OperationRequest, Performed,
        cancel::cancel,
        capture::capture,
        refund::{RefundLine, refund},
    },
};
use serde_json::json;

use super::{Answer, DAY_MS, Desk, Says, run};

type Outcome = Result<Performed, OperationError>;

/// What became of the operation.
pub(crate) fn state(outcome: &Outcome) -> &str {
    &outcome.as_ref().unwrap().operation.state
}

/// The code of a refusal.
pub(crate) fn code(outcome: Outcome) -> &'static str {
    match outcome {
        Err(OperationError::Refused(code)) => code,
        Err(OperationError::KeyReused) => "key_reused",
        Err(OperationError::InFlight) => "in_flight",
        Err(OperationError::PaymentNotFound) => "payment_not_found",
        other => panic!("no refusal: {other:?}"),
    }
}

/// The field and code of the first field that is not acceptable.
pub(crate) fn field(outcome: Outcome) -> String {
    match outcome {
        Err(OperationError::Fields(fields)) => format!("{} {}", fields[0].field, fields[0].code),
        other => panic!("no field error: {other:?}"),
    }
}

/// The bank will decide later.
pub(crate) fn pending() -> Answer {
    Answer::json(&json!({ "status": "pending", "operation_id": "op-1" }))
}

impl Desk {
    /// The API of organisation 1 asks, with an idempotency key.
    pub(crate) fn asker(key: &str) -> Asker<'_> {
        Asker {
            org_id: 1,
            mode: Some("test"),
            door: "v1",
            actor: "api_key:sk_test_1",
            key,
        }
    }

    /// A request about so much in roubles; empty: everything that is left.
    pub(crate) fn of_payment(number: i64, amount: Option<&str>) -> OperationRequest {
        OperationRequest {
            number,
            amount: amount.map(str::to_owned),
            currency: amount.map(|_| "RUB".to_owned()),
            reason: None,
        }
    }

    /// A payment of 1000.00 RUB whose money the bank holds for a week.
    pub(crate) fn held(&self, key: &str) -> i64 {
        let (payment, reference) = self.awaiting(key);
        let until = self.now().after_ms(7 * DAY_MS).rfc3339();
        let says = Says::authorised(&format!("hold-{reference}"), &reference).with("hold_until", json!(until));
        assert_eq!(self.outcome(&says), "settled");
        self.network.take_asked();
        payment.number
    }

    /// A payment of 1000.00 RUB that is paid.
    pub(crate) fn paid(&self, key: &str) -> i64 {
        let (payment, reference) = self.awaiting(key);
        assert_eq!(
            self.outcome(&Says::captured(&format!("paid-{reference}"), &reference)),
            "settled"
        );
        self.network.take_asked();
        payment.number
    }

    pub(crate) fn capture(&self, number: i64, key: &str, amount: Option<&str>) -> Outcome {
        run(self.capturing(number, key, amount))
    }

    pub(crate) async fn capturing(&self, number: i64, key: &str, amount: Option<&str>) -> Outcome {
        let request = Self::of_payment(number, amount);
        capture(self.ports(), &self.key, &Self::asker(key), &request).await
    }

    pub(crate) fn cancel(&self, number: i64, key: &str, amount: Option<&str>) -> Outcome {
        run(self.cancelling(number, key, amount))
    }

    pub(crate) async fn cancelling(&self, number: i64, key: &str, amount: Option<&str>) -> Outcome {
        let request = Self::of_payment(number, amount);
        cancel(self.ports(), &self.key, &Self::asker(key), &request).await
    }

    pub(crate) fn refund(&self, number: i64, key: &str, amount: Option<&str>) -> Outcome {
        run(self.refunding(number, key, amount))
    }

    pub(crate) async fn refunding(&self, number: i64, key: &str, amount: Option<&str>) -> Outcome {
        let request = Self::of_payment(number, amount);
        refund(self.ports(), &self.key, &Self::asker(key), &request, &[]).await
    }

    pub(crate) async fn refunding_lines(
        &self,
        number: i64,
        key: &str,
        amount: Option<&str>,
        lines: &[(usize, &str)],
    ) -> Outcome {
        let line = |&(line, quantity): &(usize, &str)| RefundLine {
            line,
            quantity: quantity.to_owned(),
        };
        let lines: Vec<RefundLine> = lines.iter().map(line).collect();
        let request = Self::of_payment(number, amount);
        refund(self.ports(), &self.key, &Self::asker(key), &request, &lines).await
    }

    /// The cron of holds, now. Answers how many were ended.
    pub(crate) fn end_holds(&self) -> usize {
        run(end_holds(self.ports(), &self.key, self.now())).unwrap().len()
    }

    /// The cron of unpaid payments, now. Answers how many events merchants are to be told.
    pub(crate) fn look_after(&self) -> usize {
        run(look_after(self.ports(), &self.key, self.now())).unwrap().len()
    }

    /// The sums of payment `number`: state, authorised, voided, captured, refunded, charged back.
    pub(crate) fn sums(&self, number: i64) -> String {
        self.payment(
            number,
            "money || ' ' || authorised_minor || ' ' || voided_minor || ' ' || captured_minor || ' ' || refunded_minor || ' ' || charged_back_minor",
        )
    }

    /// What operations not yet decided reserve: captures, voids, refunds.
    pub(crate) fn reserved(&self, number: i64) -> String {
        self.payment(
            number,
            "capture_reserved_minor || ' ' || void_reserved_minor || ' ' || refund_reserved_minor",
        )
    }

    /// The key under which the bank knows an operation of payment 1.
    pub(crate) fn bank_key(&self, operation: i64) -> String {
        self.text(&format!(
            "SELECT idempotency_key FROM operation WHERE org_id = 1 AND number = 1 AND operation = {operation}"
        ))
    }

    /// The types of all events, in order.
    pub(crate) fn told_types(&self) -> Vec<String> {
        serde_json::from_str(
            &self.text("SELECT json_group_array(replace(type, 'payment.', '')) FROM (SELECT type FROM event WHERE org_id = 1 ORDER BY seq)"),
        )
        .unwrap()
    }

    /// The journal's actions since its entry `after`.
    pub(crate) fn journaled(&self, after: i64) -> Vec<String> {
        serde_json::from_str(&self.text(&format!(
            "SELECT json_group_array(action) FROM (SELECT action FROM journal WHERE org_id = 1 AND seq > {after} ORDER BY seq)"
        )))
        .unwrap()
    }

    /// The last entry of the journal.
    pub(crate) fn journal_end(&self) -> i64 {
        self.number("SELECT max(seq) FROM journal WHERE org_id = 1")
    }

    /// The books add up: rebuilt from entries and operations, nothing differs.
    pub(crate) fn assert_balanced(&self) {
        let wrong = run(store::balances::imbalances(&self.database, 1)).unwrap();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
