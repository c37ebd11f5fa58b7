//! What holds after every step, whatever went before.

use std::collections::BTreeSet;

use super::{
    bank::At,
    world::{AMOUNT_MINOR, TERMINALS, World},
};

impl World {
    /// What holds after every step.
    pub(super) fn check(&self) {
        for (what, sql) in INVARIANTS {
            assert_eq!(self.desk.number(&format!("SELECT count(*) FROM ({sql})")), 0, "{what}");
        }
        // The bank's books and ours: every capture once, and every sum nobody asked for.
        let taken = self
            .bank
            .trips
            .borrow()
            .iter()
            .filter(|trip| trip.at == At::Captured)
            .count() as i64
            * AMOUNT_MINOR;
        let returned = self
            .desk
            .number("SELECT COALESCE(sum(amount_minor), 0) FROM operation WHERE kind = 'refund' AND state = 'done'");
        let unasked: i64 = self.unasked.borrow().values().sum();
        let in_transit: i64 = TERMINALS
            .iter()
            .map(|terminal| self.desk.balance(&format!("in_transit:{terminal}")))
            .sum();
        assert_eq!(in_transit, returned - taken - unasked);
        let events: BTreeSet<String> = self.events.borrow().iter().map(|says| says.event_id.clone()).collect();
        assert_eq!(
            self.desk.number("SELECT count(*) FROM callback"),
            events.len() as i64,
            "every word is kept"
        );
    }
}

/// Queries that must find nothing.
const INVARIANTS: [(&str, &str); 10] = [
    ("entries sum to zero", "SELECT 1 FROM entry GROUP BY org_id, mode, currency HAVING sum(minor) <> 0"),
    ("each movement sums to zero", "SELECT 1 FROM entry GROUP BY org_id, movement, currency HAVING sum(minor) <> 0"),
    (
        "balances are the sums of entries",
        "SELECT org_id, mode, currency, account, minor FROM balance
         EXCEPT SELECT org_id, mode, currency, account, sum(minor) FROM entry GROUP BY 1, 2, 3, 4",
    ),
    (
        "every sum of entries is a balance",
        "SELECT org_id, mode, currency, account, sum(minor) FROM entry GROUP BY 1, 2, 3, 4
         EXCEPT SELECT org_id, mode, currency, account, minor FROM balance",
    ),
    (
        "captured is the sum of captures",
        "SELECT 1 FROM payment p WHERE captured_minor <> (SELECT COALESCE(sum(amount_minor), 0) FROM operation o
           WHERE o.org_id = p.org_id AND o.number = p.number AND o.kind = 'capture' AND o.state = 'done' AND o.surplus = 0)",
    ),
    (
        "the fee is what the ledger took",
        "SELECT 1 FROM payment p WHERE COALESCE(fee_minor, 0) <> (SELECT COALESCE(sum(e.minor), 0) FROM movement m
           JOIN entry e ON e.org_id = m.org_id AND e.movement = m.movement
           WHERE m.org_id = p.org_id AND m.number = p.number AND e.account IN ('service_fee', 'bank_fee'))",
    ),
    (
        "what is available is what was captured less its fees",
        "SELECT 1 FROM payment p WHERE captured_minor - COALESCE(fee_minor, 0) <> (SELECT COALESCE(sum(e.minor), 0) FROM movement m
           JOIN entry e ON e.org_id = m.org_id AND e.movement = m.movement
           WHERE m.org_id = p.org_id AND m.number = p.number AND e.account = 'available')",
    ),
    ("no payment is captured beyond its amount", "SELECT 1 FROM payment WHERE captured_minor > amount_minor OR authorised_minor > amount_minor"),
    (
        "every applied success has its movement, and only one",
        "SELECT 1 FROM callback c WHERE c.kind <> 'declined' AND c.outcome IN ('settled', 'late', 'surplus') AND 1 <>
           (SELECT count(*) FROM operation o JOIN movement m ON m.org_id = o.org_id AND m.movement = o.kind || ':' || o.number || ':' || o.operation
              WHERE o.org_id = c.org_id AND o.idempotency_key = 'callback:' || c.terminal_id || ':' || c.event_id)",
    ),
    ("what is flagged is shown to somebody", "SELECT 1 FROM payment p WHERE attention IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM notification n WHERE n.org_id = p.org_id AND n.subject = 'payment:' || p.number)"),
];
