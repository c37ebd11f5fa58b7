//! What holds after every step, whatever went before; and what the desk and the bank agree on in the end.

use store::balances::imbalances;

use super::world::{TERMINALS, World};
use crate::kit::run;

impl World {
    /// What holds after every step.
    pub(super) fn check(&self) {
        for (what, sql) in INVARIANTS {
            let wrong = self.desk.number(&format!("SELECT count(*) FROM ({sql})"));
            assert_eq!(wrong, 0, "{what}: {}", self.desk.text("SELECT json_group_array(json_array(number, operation, attempt, kind, state, origin, amount_minor, surplus, fee_minor)) FROM operation"));
        }
        let wrong = run(imbalances(&self.desk.database, 1)).unwrap();
        assert!(wrong.is_empty(), "{wrong:#?}");
        // Every key that the bank has seen is an operation of ours, as we have it.
        for (key, asked) in &*self.bank.keys.borrow() {
            let ours = self.desk.text(&format!(
                "SELECT number || '-' || attempt || ' ' || kind || ' ' || amount_minor FROM operation WHERE org_id = 1 AND idempotency_key = '{key}'"
            ));
            assert_eq!(ours, format!("{} {} {}", asked.reference, asked.kind, asked.minor));
        }
        assert_eq!(
            self.desk.number("SELECT count(*) FROM callback"),
            self.heard.borrow().len() as i64,
            "every word is kept"
        );
    }

    /// Nothing is left open, and each trip has come to the same here and there.
    pub(super) fn agree(&self) {
        for (what, sql) in [
            ("nothing is due", "SELECT 1 FROM operation WHERE due_at_ms IS NOT NULL"),
            (
                "everything is decided",
                "SELECT 1 FROM operation WHERE decided_at_ms IS NULL",
            ),
            (
                "nothing is reserved",
                "SELECT 1 FROM payment WHERE capture_reserved_minor + void_reserved_minor + refund_reserved_minor + operations_unknown <> 0",
            ),
        ] {
            assert_eq!(self.desk.number(&format!("SELECT count(*) FROM ({sql})")), 0, "{what}");
        }
        let (mut account, mut unclaimed) = (0, self.unasked.borrow().values().sum::<i64>());
        account -= unclaimed;
        for trip in &*self.bank.trips.borrow() {
            let (number, attempt) = trip.reference.split_once('-').unwrap();
            let of = |kind: &str| {
                self.desk.number(&format!(
                    "SELECT COALESCE(sum(amount_minor), 0) FROM operation WHERE number = {number} AND attempt = {attempt} AND kind = '{kind}' AND state = 'done'"
                ))
            };
            assert_eq!(
                (of("capture"), of("refund"), of("chargeback")),
                (trip.captured_minor, trip.refunded_minor, trip.charged_back_minor),
                "{trip:?}"
            );
            let kept = trip.captured_minor - trip.refunded_minor - trip.charged_back_minor;
            account -= kept - trip.chargeback_fees_minor;
            let surplus = self.desk.number(&format!(
                "SELECT count(*) FROM operation WHERE number = {number} AND attempt = {attempt} AND kind = 'capture' AND state = 'done' AND surplus = 1"
            ));
            unclaimed += if surplus > 0 { kept } else { 0 };
        }
        // What the bank has of ours, settled or not.
        let ours: i64 = TERMINALS
            .iter()
            .flat_map(|terminal| [format!("in_transit:{terminal}"), format!("bank_account:{terminal}")])
            .map(|account| self.desk.balance(&account))
            .sum();
        assert_eq!(ours, account);
        assert_eq!(self.desk.balance("unclaimed"), unclaimed);
        let held: i64 = self.bank.trips.borrow().iter().map(super::bank::Trip::hold_left).sum();
        assert_eq!(self.desk.balance("hold"), held);
    }
}

/// Queries that must find nothing.
const INVARIANTS: [(&str, &str); 15] = [
    ("entries sum to zero", "SELECT 1 FROM entry GROUP BY org_id, mode, currency HAVING sum(minor) <> 0"),
    ("each movement sums to zero", "SELECT 1 FROM entry GROUP BY org_id, movement, currency HAVING sum(minor) <> 0"),
    (
        "balances are the sums of entries",
        "SELECT org_id, mode, currency, account, minor FROM balance WHERE minor <> 0
         EXCEPT SELECT org_id, mode, currency, account, sum(minor) FROM entry GROUP BY 1, 2, 3, 4",
    ),
    (
        "every sum of entries is a balance",
        "SELECT org_id, mode, currency, account, sum(minor) FROM entry GROUP BY 1, 2, 3, 4
         EXCEPT SELECT org_id, mode, currency, account, minor FROM balance",
    ),
    (
        "sums are those of operations",
        "SELECT number, captured_minor, refunded_minor, charged_back_minor, voided_minor, capture_reserved_minor, void_reserved_minor, refund_reserved_minor,
           fee_returned_minor, operations_unknown FROM payment WHERE EXISTS (SELECT 1 FROM operation o WHERE o.number = payment.number AND surplus = 0)
         EXCEPT SELECT number, sum(amount_minor * (kind = 'capture' AND state = 'done')), sum(amount_minor * (kind = 'refund' AND state = 'done')),
           sum(amount_minor * (kind = 'chargeback' AND state = 'done')), sum(amount_minor * (kind = 'void' AND state = 'done')),
           sum(amount_minor * (kind = 'capture' AND state IN ('intended', 'sent', 'unknown'))), sum(amount_minor * (kind = 'void' AND state IN ('intended', 'sent', 'unknown'))),
           sum(amount_minor * (kind = 'refund' AND state IN ('intended', 'sent', 'unknown'))), sum(fee_minor * (kind = 'refund' AND state = 'done')), sum(state = 'unknown')
         FROM operation WHERE surplus = 0 GROUP BY number",
    ),
    (
        "what we start stays within what is there",
        "SELECT 1 FROM payment WHERE overrun = 0 AND (captured_minor + capture_reserved_minor + voided_minor + void_reserved_minor > authorised_minor
           OR refunded_minor + refund_reserved_minor + charged_back_minor > captured_minor OR authorised_minor > amount_minor)",
    ),
    ("a hold is captured once", "SELECT 1 FROM operation WHERE kind = 'capture' AND state = 'done' AND origin = 'desk' GROUP BY number, attempt HAVING count(*) > 1"),
    (
        "a hold's memo is what is held",
        "SELECT 1 FROM payment p WHERE (SELECT COALESCE(sum(e.minor), 0) FROM movement m JOIN entry e ON e.org_id = m.org_id AND e.movement = m.movement
            WHERE m.number = p.number AND e.account = 'hold')
          <> (SELECT COALESCE(sum(left), 0) FROM (SELECT iif(max(kind = 'capture'), 0, sum(CASE kind WHEN 'authorise' THEN amount_minor WHEN 'void' THEN -amount_minor ELSE 0 END)) AS left
            FROM operation o WHERE o.number = p.number AND state = 'done' GROUP BY attempt))",
    ),
    (
        "the fee is what the ledger took",
        "SELECT 1 FROM payment p WHERE COALESCE(fee_minor, 0) - fee_returned_minor <> (SELECT COALESCE(sum(e.minor), 0) FROM movement m
           JOIN entry e ON e.org_id = m.org_id AND e.movement = m.movement
           WHERE m.org_id = p.org_id AND m.number = p.number AND e.account IN ('service_fee', 'bank_fee'))",
    ),
    ("no more of a fee is given back than it was", "SELECT 1 FROM payment WHERE fee_returned_minor > COALESCE(fee_minor, 0)
        OR (refunded_minor >= captured_minor AND captured_minor > 0 AND fee_returned_minor NOT IN (0, fee_minor))"),
    (
        "what is available is what was captured less what it cost and what went back",
        "SELECT 1 FROM payment p WHERE captured_minor - COALESCE(fee_minor, 0) + fee_returned_minor - refunded_minor - charged_back_minor
           - (SELECT COALESCE(sum(fee_minor), 0) FROM operation o WHERE o.number = p.number AND o.kind = 'chargeback' AND o.state = 'done')
           <> (SELECT COALESCE(sum(e.minor), 0) FROM movement m JOIN entry e ON e.org_id = m.org_id AND e.movement = m.movement
           WHERE m.org_id = p.org_id AND m.number = p.number AND e.account = 'available')",
    ),
    (
        "every applied fact has its movement, and only one",
        "SELECT 1 FROM callback c WHERE c.kind IN ('authorised', 'captured', 'refunded', 'chargeback_opened') AND c.body ->> 'operation_key' IS NULL
           AND c.outcome IN ('settled', 'late', 'surplus') AND 1 <>
           (SELECT count(*) FROM operation o JOIN movement m ON m.org_id = o.org_id AND m.movement = o.kind || ':' || o.number || ':' || o.operation
              WHERE o.org_id = c.org_id AND o.idempotency_key = 'callback:' || c.terminal_id || ':' || c.event_id)",
    ),
    ("what is flagged is shown to somebody", "SELECT 1 FROM payment p WHERE (attention IS NOT NULL OR overrun = 1)
        AND NOT EXISTS (SELECT 1 FROM notification n WHERE n.org_id = p.org_id AND n.subject = 'payment:' || p.number)"),
    ("an operation is settled once", "SELECT 1 FROM register_line WHERE outcome IN ('matched', 'fee_differs') GROUP BY number, operation, kind HAVING count(*) > 1"),
    ("disputes are counted", "SELECT 1 FROM payment p WHERE disputes_open <> (SELECT count(*) FROM dispute d WHERE d.number = p.number AND d.state = 'open')"),
];
