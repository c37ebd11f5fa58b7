//! A payer, or a person for them, says to have paid by a manual system: a trip that waits for a decision.

use crate::{
    Rows, Statement, StoreError, row,
    sql::{next_journal, order_free},
    statement,
};

/// How long before the end people are reminded, in milliseconds.
const REMIND_MS: i64 = 3 * 86_400_000;
/// A day of an offer's days, in milliseconds: whatever the zone's clocks do.
const DAY_MS: i64 = 86_400_000;

/// A trip to be opened.
#[derive(Debug, Clone)]
pub struct Trip {
    /// The organisation.
    pub org_id: i64,
    /// The payment's.
    pub token: String,
    /// The manual system.
    pub terminal_id: String,
    /// What the payment asks, in minor units: it must ask that still.
    pub price_minor: i64,
    /// ISO 4217 code.
    pub price_currency: String,
    /// What is to be paid by this system. The payment goes on asking its price until a person confirms.
    pub paid_minor: i64,
    /// ISO 4217 code.
    pub paid_currency: String,
    /// When it was paid, as the payer says: `YYYY-MM-DD`.
    pub paid_on: String,
    /// What the payer says besides.
    pub comment: String,
    /// The file with the receipt.
    pub receipt: Option<String>,
    /// Who, as the journal names them: `payer` or a person.
    pub actor: String,
    /// Days of 24 hours in which it is to be confirmed.
    pub confirm_days: i64,
    /// Now.
    pub now_ms: i64,
}

row! {
    /// A trip as it was opened.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Opened {
        /// The organisation.
        pub org_id: i64,
        /// The payment.
        pub number: i64,
        /// Counted from 1.
        pub attempt: i64,
        /// Until when it is to be confirmed.
        pub confirm_by_ms: i64,
    }
}

// Every condition under which a payer may go there, checked where it is written. A bank that still owes a word of an earlier trip is
// asked on; what nobody can be asked about is left alone until it is decided.
const PAY: &str = concat!("UPDATE payment SET sent_at_ms = COALESCE(sent_at_ms, CAST(?3 AS INTEGER)),
      look_at_ms = iif(EXISTS (SELECT 1 FROM attempt a WHERE a.org_id = payment.org_id AND a.number = payment.number AND a.state IN ('intended', 'sent', 'unknown')),
        look_at_ms, NULL)
    WHERE token = ?1 AND org_id = ?6 AND money IN ('created', 'awaiting') AND expires_at_ms > ?3 AND amount_minor = ?4 AND currency = ?5
      AND COALESCE(terminal_id, ?2) = ?2 AND EXISTS (SELECT 1 FROM json_each(systems) AS s WHERE s.value = ?2)
      AND EXISTS (SELECT 1 FROM organisation o WHERE o.org_id = payment.org_id AND o.status = 'active')
      AND EXISTS (SELECT 1 FROM terminal t WHERE t.org_id = payment.org_id AND t.terminal_id = ?2 AND t.mode = payment.mode AND t.kind = 'manual'
        AND t.status = 'active' AND instr(t.operations, '\"payment\"') > 0)
      AND NOT EXISTS (SELECT 1 FROM manual_payment m WHERE m.org_id = payment.org_id AND m.number = payment.number AND m.state = 'open')
      AND ", order_free!("payment"), "
      AND (SELECT count(*) FROM attempt a WHERE a.org_id = payment.org_id AND a.number = payment.number) < attempts_max");
// Each of the following only where the one before it has written.
const ATTEMPT: &str = "INSERT INTO attempt (org_id, number, attempt, terminal_id, state, amount_minor, currency, created_at_ms)
    SELECT p.org_id, p.number, COALESCE((SELECT max(a.attempt) FROM attempt a WHERE a.org_id = p.org_id AND a.number = p.number), 0) + 1, ?2, 'sent',
      CAST(?4 AS INTEGER), ?5, ?3
    FROM payment p WHERE p.token = ?1 AND changes() > 0";
/// The trip just written of payment `p`.
macro_rules! last_attempt {
    () => {
        "(SELECT a.attempt FROM attempt a WHERE a.org_id = p.org_id AND a.number = p.number ORDER BY a.attempt DESC LIMIT 1)"
    };
}
const JOURNAL: &str = concat!(
    "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
    SELECT ?1, ",
    next_journal!(),
    ", ?4, ?5, 'manual_payment_opened', 'payment:' || p.number, json_object('attempt', ",
    last_attempt!(),
    ", 'terminal', ?3, 'price_minor', CAST(?6 AS INTEGER), 'price_currency', ?7, 'amount_minor', CAST(?9 AS INTEGER), 'currency', ?10, 'paid_on', ?8)
    FROM payment p WHERE p.token = ?2 AND changes() > 0"
);
const NOTIFY: &str = concat!(
    "INSERT INTO notification (org_id, notification, kind, subject, created_at_ms)
    SELECT p.org_id, 'manual:' || p.number || ':' || ",
    last_attempt!(),
    " || ':opened', 'manual_payment_opened', 'payment:' || p.number, ?2
    FROM payment p WHERE p.token = ?1 AND changes() > 0"
);
const OPEN: &str = concat!("INSERT INTO manual_payment (org_id, number, attempt, price_minor, price_currency, paid_on, comment, receipt, opened_by, opened_at_ms, confirm_by_ms,
      remind_at_ms)
    SELECT p.org_id, p.number, ", last_attempt!(), ", ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 FROM payment p WHERE p.token = ?1 AND changes() > 0
    RETURNING org_id, number, attempt, confirm_by_ms");

/// Opens a trip, on its own or at the end of another batch (which may make the payment). The last statement answers [`Opened`]; nothing
/// where it may not be: paid, over, called off, another trip open, the system not among the payment's or not in use.
#[must_use]
pub fn open(trip: &Trip) -> Vec<Statement> {
    let (token, terminal, now) = (&trip.token, &trip.terminal_id, trip.now_ms);
    let confirm_by = now.saturating_add(trip.confirm_days.saturating_mul(DAY_MS));
    let remind_at = confirm_by.saturating_sub(REMIND_MS).max(now);
    let mut statements = vec![
        statement!(
            PAY,
            token,
            terminal,
            now,
            trip.price_minor,
            &trip.price_currency,
            trip.org_id
        ),
        statement!(ATTEMPT, token, terminal, now, trip.paid_minor, &trip.paid_currency),
        statement!(
            JOURNAL,
            trip.org_id,
            token,
            terminal,
            now,
            &trip.actor,
            trip.price_minor,
            &trip.price_currency,
            &trip.paid_on,
            trip.paid_minor,
            &trip.paid_currency
        ),
    ];
    // Whoever records it in the cabinet knows of it.
    if trip.actor.starts_with("payer") {
        statements.push(statement!(NOTIFY, token, now));
    }
    statements.push(statement!(
        OPEN,
        token,
        trip.price_minor,
        &trip.price_currency,
        &trip.paid_on,
        &trip.comment,
        trip.receipt.as_ref(),
        &trip.actor,
        now,
        confirm_by,
        remind_at
    ));
    statements
}

/// Reads the answer of [`open`]'s last statement.
pub fn opened(rows: Rows) -> Result<Option<Opened>, StoreError> {
    rows.first()
}
